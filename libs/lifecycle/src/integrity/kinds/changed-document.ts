import { FOREVER } from '../../calendar/day';
import type { MilestoneFact } from '../../project/history';
import type { Finding } from '../flag';
import type { IntegrityParameters } from '../integrity-rules';
import { dayOfInstant, milestoneFacts, type Reading } from '../reading';
import { documentKey } from '../document-key';

/** A file as it was first put under a document number. */
interface Filed {
  readonly sha256: string;
  readonly by: string;
  readonly at: string;
  readonly number: string | undefined;
  readonly milestone: string;
}

/** Whether there are two files at all: cheap to tell, and mostly there are not. */
function mayHaveChanged(facts: readonly MilestoneFact[]): boolean {
  let files = 0;
  for (const { document, replacedFiles } of facts) {
    if (replacedFiles !== undefined) return true;
    if (document?.sha256 !== undefined) files += 1;
  }
  return files > 1;
}

/** Documents that had another file before: by a correction, or in another statement of the same number. */
export function changedDocuments({ milestones }: IntegrityParameters['changed-document'], reading: Reading): Finding[] {
  const facts = milestoneFacts(reading, milestones);
  if (!mayHaveChanged(facts)) return [];
  const documents = new Map<string, Filed[]>();
  for (const { id, milestone, recordedAt, document, replacedFiles = [] } of facts) {
    if (document?.sha256 === undefined && replacedFiles.length === 0) continue;
    const file = (by: string, at: string, sha256: string | undefined, number: string | undefined): void => {
      if (sha256 === undefined) return;
      // Without a number a file can only be told by the statement that it proves.
      const key = documentKey(number) ?? id;
      const filed = { sha256, by, at, number, milestone };
      documents.set(key, [...(documents.get(key) ?? []), filed]);
    };
    let [by, at] = [id, recordedAt];
    for (const before of replacedFiles) {
      file(by, at, before.sha256, before.number);
      [by, at] = [before.replacedBy, before.replacedAt];
    }
    file(by, at, document?.sha256, document?.number);
  }
  const findings: Finding[] = [];
  for (const [subject, files] of documents) {
    const filed = files.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const other = filed.find(({ sha256 }) => sha256 !== filed[0]!.sha256);
    if (other === undefined) continue;
    const events = [...new Set(filed.map(({ by }) => by))];
    const { milestone, number } = other;
    const count = new Set(filed.map(({ sha256 }) => sha256)).size;
    const detail = { milestone, count, ...(number !== undefined && { number }) };
    findings.push({ subject, from: dayOfInstant(reading, other.at), to: FOREVER, events, detail });
  }
  return findings;
}
