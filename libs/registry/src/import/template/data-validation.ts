import type writeWorkbook from 'write-excel-file/node';
import {
  getCellAddress,
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** Changes the parts of a workbook while it is written. */
type WorkbookFeature = NonNullable<NonNullable<Parameters<typeof writeWorkbook>[1]>['features']>[number];

/** What a spreadsheet lets people type into a column. */
export interface ColumnRule {
  /** From 0. */
  readonly column: number;
  /** Values to choose from; absent: a date. */
  readonly choices?: readonly string[];
  readonly message: string;
}

const SHEET = 'xl/worksheets/sheet{id}.xml';
/** Excel takes a list of choices up to this length. */
const MAX_LIST = 255;

function ruleMarkup({ column, choices, message }: ColumnRule, firstRow: number, lastRow: number): string {
  const range = `${getCellAddress(firstRow, column)}:${getCellAddress(lastRow, column)}`;
  const list = choices === undefined ? undefined : `"${choices.join(',')}"`;
  if (list !== undefined && list.length > MAX_LIST)
    throw new RangeError(`the choices of column ${column} are too long`);
  // Dates only warn: a date typed as text, 2024年3月, is read as well.
  const kind = list === undefined ? 'type="date" operator="greaterThan" errorStyle="warning"' : 'type="list"';
  const formula = list === undefined ? '1' : sanitizeTextContent(list);
  const prompt = sanitizeAttributeValue(message);
  return `<dataValidation ${kind} allowBlank="1" showErrorMessage="1" error="${prompt}" sqref="${range}"><formula1>${formula}</formula1></dataValidation>`;
}

/**
 * Rules for the cells of a workbook's first sheet, rows from 0 and inclusive.
 * @throws RangeError for more choices than Excel takes
 */
export function dataValidation(rules: readonly ColumnRule[], firstRow: number, lastRow: number): WorkbookFeature {
  const markup = rules.map((rule) => ruleMarkup(rule, firstRow, lastRow)).join('');
  const element = `<dataValidations count="${rules.length}">${markup}</dataValidations>`;
  return {
    files: {
      transform: {
        [SHEET]: {
          transform: (xml, _options, { sheetIndex }) => {
            if (sheetIndex !== 0) return xml;
            const order = getOrderOfSiblings(SHEET, 'worksheet') ?? [];
            return insertElementMarkupAccordingToOrderOfSiblings(xml, element, order, 'worksheet');
          },
        },
      },
    },
  };
}
