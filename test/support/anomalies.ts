import { createHash } from 'node:crypto';
import { CN_INTEGRITY } from '../../libs/lifecycle/src';
import type { Api } from './api';
import { done, ORDINARY, registered } from './commands';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Publishes a month's report, of figures that nobody looks at. */
export async function publish(api: Api, month: string): Promise<string> {
  const { data, errors } = await api.ask(
    `mutation ($input: PublishReportInput!) { publishReport(input: $input) {
      month position userErrors { code field }
    } }`,
    {
      input: {
        month,
        ruleset: 'five-milestones',
        rulesetVersion: 1,
        sha256: sha256(month),
        asOf: { on: `${month}-28`, knownAt: '2026-07-01T00:00:00.000Z' },
      },
    },
  );
  if (errors !== undefined || data.publishReport.position === null) throw new Error(JSON.stringify({ data, errors }));
  return data.publishReport.position as string;
}

/**
 * Records, over GraphQL, projects in which each of the built-in rules finds something, and an answer to one question.
 * @returns the codes of all rules
 */
export async function disturb(api: Api): Promise<ReadonlySet<string>> {
  await publish(api, '2025-03');
  const investor = '赣东新材料有限公司';
  const document = { number: '赣环评字〔2025〕17号', sha256: sha256('a') };
  const projects = [
    await registered(api, { investor, totalInvestment: '1亿元' }),
    await registered(api, { investor, totalInvestment: '1亿元', name: ` ${ORDINARY.name}` }),
  ];
  const [first = '', second = ''] = projects;
  const reach = (projectId: string, milestone: string, occurredOn: string, more: object = {}) =>
    done(api, 'recordMilestone', { projectId, milestone, occurredOn, ...more });
  await reach(first, 'groundbreaking', '2025-03-31');
  await reach(first, 'statistics', '2024-12-31');
  await reach(first, 'eia', '2025-06-30', { document });
  await done(api, 'correctMilestone', {
    projectId: first,
    milestone: 'eia',
    occurredOn: '2025-06-30',
    document: { ...document, sha256: sha256('b') },
    reason: '补正扫描件',
  });
  await reach(second, 'eia', '2025-05-01', { document, validUntil: '2025-12-31' });
  await reach(second, 'completion', '2026-06-01');
  await done(api, 'reportInvestment', {
    projectId: first,
    month: '2026-05',
    amount: '6000万元',
    cumulative: '6000万元',
    progressPercent: 10,
  });
  const { project } = await done(api, 'recordMilestone', {
    projectId: second,
    milestone: 'filing',
    occurredOn: '2025-01-10',
  });
  const eia = (project.timeline as { milestone: { code: string }; eventId: string }[]).find(
    ({ milestone }) => milestone.code === 'eia',
  );
  await done(api, 'explainFlag', {
    projectId: second,
    rule: 'shared-document-number',
    events: [eia?.eventId],
    explanation: '两期同一批复',
    bureau: '生态环境局',
  });
  return new Set(CN_INTEGRITY.rules.map(({ code }) => code));
}
