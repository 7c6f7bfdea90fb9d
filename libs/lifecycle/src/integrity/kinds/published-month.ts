import { FOREVER } from '../../calendar/day';
import { monthOf } from '../../calendar/month';
import type { MilestoneFact } from '../../project/history';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import type { Publications } from '../publications';
import { dayOfInstant, milestoneFacts, type Reading } from '../reading';

/** A date as it was stated: by which event, and when. */
interface Statement {
  readonly on: string;
  readonly at: string;
  readonly by: string;
}

/** The dates that a milestone was said to have, oldest first; a correction that leaves the date alone states none. */
function statements({ id, recordedAt, on, earlier = [] }: MilestoneFact): Statement[] {
  const [first, ...later] = [...earlier.map((each) => each.on), on];
  const said: Statement[] = [{ on: first ?? on, at: recordedAt, by: id }];
  for (const [index, date] of later.entries()) {
    const { replacedAt, replacedBy } = earlier[index]!;
    if (date !== said.at(-1)?.on) said.push({ on: date, at: replacedAt, by: replacedBy });
  }
  return said;
}

/** The month that a statement changed after its report: the one it is dated in, or the one it took an earlier date out of. */
function changedMonth(now: Statement, before: Statement | undefined, publications: Publications): string | null {
  const [into, outOf] = [monthOf(now.on), before && monthOf(before.on)];
  const published = publications[into];
  if (published !== undefined && published < now.at) return into;
  const reported = outOf && publications[outOf];
  // What was itself stated after the report was never in it.
  return before && reported && before.at <= reported && reported < now.at ? (outOf ?? null) : null;
}

/** Milestones whose date was stated, or moved away, after the report of its month was published. */
export function publishedMonths({ milestones }: IntegrityParameters['published-month'], reading: Reading): Finding[] {
  const { publications } = reading;
  const findings: Finding[] = [];
  for (const fact of milestoneFacts(reading, milestones)) {
    // Most months are not published yet when something is recorded of them, and most dates are never moved.
    if (fact.earlier === undefined && publications[monthOf(fact.on)] === undefined) continue;
    const said = statements(fact);
    const now = said.at(-1)!;
    const month = changedMonth(now, said.at(-2), publications);
    if (month === null) continue;
    const events = now.by === fact.id ? [fact.id] : [fact.id, now.by];
    const detail = { milestone: fact.milestone, on: now.on, month };
    findings.push({ subject: fact.id, from: dayOfInstant(reading, now.at), to: FOREVER, events, detail });
  }
  return findings;
}
