import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import { dataValidation, type ColumnRule } from './data-validation';
import { TEMPLATE_COLUMNS } from './template-columns';

/** Rows above the projects: title, note, column names. */
const HEAD_ROWS = 3;
const ROWS_TO_FILL = 5_000;
const REQUIRED = '#FFF2CC';
const OPTIONAL = '#DDEBF7';

const NOTES = [
  '一行一个项目;“项目编号”是各期台账之间识别同一项目的依据,请勿更改。',
  '黄色列必填,蓝色列选填。不要改动列名;可以调整列的顺序,也可以在右侧增加本单位自用的列,导入时不读取。',
  '日期写成 2024-03-01、2024/3/1、2024.3.1 或 2024年3月1日;只知道月份的写 2024年3月,按当月1日计。',
  '已发生的节点填实际日期,未发生的留空;晚于今天的日期会被退回。计划日期填在“计划…”各列。',
  '日期填错的,在下一期台账中改正即可:系统按“更正”记录,原日期保留可查。误填的节点清空即按“撤回”记录。',
  '同一文件重复导入不会产生任何变化;某一行有误时只退回该行,报告中列出行号、列名和原因。',
  '牵头领导、联系岗位只填职务或岗位,不填个人姓名、电话。',
  '导入命令:npm run milepost -- import 台账.xlsx --mapping cn-ledger;加 --dry-run 先检查、不写入。',
];

function ledgerSheet(): SheetData {
  const head = TEMPLATE_COLUMNS.map(({ name, required }) => ({
    value: name,
    fontWeight: 'bold' as const,
    align: 'center' as const,
    alignVertical: 'center' as const,
    wrap: true,
    borderStyle: 'thin' as const,
    backgroundColor: required === true ? REQUIRED : OPTIONAL,
  }));
  const across = TEMPLATE_COLUMNS.length;
  const title = { value: '投资项目台账', columnSpan: across, fontSize: 16, fontWeight: 'bold' as const };
  const note = { value: '单位:万元。黄色列必填。填写方法见“填写说明”表。', columnSpan: across };
  return [[title], [note], head];
}

function instructionSheet(): SheetData {
  const bold = { fontWeight: 'bold' } as const;
  const columns = TEMPLATE_COLUMNS.map(({ name, required, hint }) => [
    { value: name },
    { value: required === true ? '必填' : '选填' },
    { value: hint, wrap: true },
  ]);
  return [
    [{ value: '填写说明', ...bold, fontSize: 14 }],
    ...NOTES.map((note, index) => [{ value: String(index + 1) }, { value: note, columnSpan: 2, wrap: true }]),
    [{ value: '' }],
    [
      { value: '列名', ...bold },
      { value: '要求', ...bold },
      { value: '说明', ...bold },
    ],
    ...columns,
  ];
}

function rules(): ColumnRule[] {
  return TEMPLATE_COLUMNS.flatMap(({ choices, date }, column): ColumnRule[] => {
    if (choices !== undefined) return [{ column, choices, message: '请从下拉列表中选择' }];
    return date === true ? [{ column, message: '请填写日期,如 2024-03-01' }] : [];
  });
}

/** The workbook for Chinese offices: the ledger to fill in, and a sheet that says how. */
export async function ledgerTemplate(): Promise<Buffer> {
  const sheets = [
    {
      data: ledgerSheet(),
      sheet: '项目台账',
      columns: TEMPLATE_COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: HEAD_ROWS,
      stickyColumnsCount: 2,
      orientation: 'landscape' as const,
    },
    { data: instructionSheet(), sheet: '填写说明', columns: [{ width: 20 }, { width: 10 }, { width: 90 }] },
  ];
  const features = [dataValidation(rules(), HEAD_ROWS, HEAD_ROWS + ROWS_TO_FILL - 1)];
  return writeWorkbook(sheets, { features }).toBuffer();
}
