import { dayOf, type DayNumber, type EvidenceDocument } from '@milepost/lifecycle';
import { SAMPLE_COUNTY } from './county';
import type { Random } from './random';

const COUNTY = SAMPLE_COUNTY.label.zh;

/** How a milestone's document is numbered, and which bureau of the county issues it. */
interface Series {
  readonly issuer: string;
  readonly number: (year: string, serial: number, compactDay: string) => string;
}

const series = (issuer: string, word: string): Series => ({
  issuer: `${COUNTY}${issuer}`,
  number: (year, serial) => `${word}〔${year}〕${serial}号`,
});

const SERIES: Record<string, Series> = {
  signing: series('招商服务中心', '云招约'),
  filing: series('发展和改革委员会', '云发改备'),
  'land-pre-approval': {
    issuer: `${COUNTY}自然资源局`,
    number: (year, serial) => `用字第${SAMPLE_COUNTY.code}${year}${String(serial).padStart(5, '0')}号`,
  },
  eia: series('生态环境局', '云环评字'),
  tendering: series('公共资源交易中心', '云招公'),
  'land-supply': series('自然资源局', '云自然资供'),
  'planning-permit': {
    issuer: `${COUNTY}自然资源局`,
    number: (year, serial) => `建字第${SAMPLE_COUNTY.code}${year}${String(serial).padStart(5, '0')}号`,
  },
  'construction-permit': {
    issuer: `${COUNTY}住房和城乡建设局`,
    // Region, date of issue, number within the day, category of works.
    number: (_year, serial, compactDay) =>
      `${SAMPLE_COUNTY.code}${compactDay}${String((serial % 4) + 1).padStart(2, '0')}01`,
  },
  groundbreaking: series('建设工程监理项目部', '云监开'),
  acceptance: series('住房和城乡建设局', '云建验备'),
  commissioning: series('工业和信息化局', '云工信认'),
};

/** The document behind a milestone, `undefined` for one that has none; some are entered with their digest. */
export function documentOf(milestone: string, on: DayNumber, random: Random): EvidenceDocument | undefined {
  const found = SERIES[milestone];
  if (found === undefined) return undefined;
  const issuedOn = dayOf(on);
  // Few enough meet that a number used twice is worth a question.
  const number = found.number(issuedOn.slice(0, 4), random.int(1, 9_999), issuedOn.replaceAll('-', ''));
  return { number, issuer: found.issuer, issuedOn, ...(random.chance(0.4) && { sha256: random.hex(64) }) };
}
