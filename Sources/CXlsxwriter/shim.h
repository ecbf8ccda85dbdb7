// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef LASTWORD_CXLSXWRITER_H
#define LASTWORD_CXLSXWRITER_H
#include <xlsxwriter.h>
#endif
