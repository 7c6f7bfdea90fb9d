import { dayNumber, FOREVER } from '../../calendar/day';
import { fenOfYuan, type Yuan } from '../../money/yuan';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Reading } from '../reading';

/** Hundredths of a percent, which is as fine as progress is reported. */
const PARTS = 10_000n;

/** Cumulative investment in hundredths of a percent of the total, rounded down. */
function investedParts(cumulative: string, total: string): bigint {
  return (fenOfYuan(cumulative as Yuan) * PARTS) / fenOfYuan(total as Yuan);
}

/** The months in which the reported investment and 形象进度 are further apart than they may be, until the next report. */
export function investmentMismatches(
  { points }: IntegrityParameters['investment-progress'],
  { investments, totalInvestment }: Reading,
): Finding[] {
  if (totalInvestment === null || totalInvestment === '0') return [];
  const findings: Finding[] = [];
  for (const [index, { id, on, month, cumulative, progressPercent }] of investments.entries()) {
    if (progressPercent === undefined) continue;
    const invested = Number(investedParts(cumulative, totalInvestment)) / 100;
    const apart = Math.round(Math.abs(invested - progressPercent) * 100) / 100;
    if (apart <= points) continue;
    const next = investments[index + 1];
    const to = next === undefined ? FOREVER : dayNumber(next.on);
    const detail = { month, invested, progress: progressPercent, points: apart };
    findings.push({ subject: '', from: dayNumber(on), to, events: [id], detail });
  }
  return findings;
}
