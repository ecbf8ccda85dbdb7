#ifndef LASTWORD_CXLSXWRITER_H
#define LASTWORD_CXLSXWRITER_H
#include <xlsxwriter.h>
#endif
