import { isShared, type IntegrityRule, type IntegrityRules, type SharedKind } from '@milepost/lifecycle';
import {
  filterConditions,
  knownAt,
  Parameters,
  PROJECT_SPAN,
  spanAsOf,
  type AsOfState,
  type ProjectFilter,
} from '@milepost/projection';
import { EXPLANATION, FLAG_SPAN, INTEGRITY, SHARED_KEY } from '../projection/tables';

/** Which flags: everything that decides how many there are. */
export interface FlagRequest {
  /** The rules in force on the day, as they were known then. */
  readonly rules: IntegrityRules;
  readonly asOf: AsOfState;
  readonly filter?: ProjectFilter | null;
  /** Codes of rules; all where none are given. */
  readonly only?: readonly string[] | null;
  readonly explained?: boolean | null;
  /** Of these projects alone. */
  readonly projects?: readonly string[] | null;
}

type SharedRule = Extract<IntegrityRule, { readonly kind: SharedKind }>;

/** The flags that projects raise by themselves. */
function ownSql({ rules, asOf, only, projects }: FlagRequest, parameters: Parameters): string {
  const conditions = [`s.rules = ${parameters.add(rules.code)}`, spanAsOf('s', asOf, parameters)];
  if (only?.length) conditions.push(`s.rule = ANY(${parameters.add(only, 'text[]')})`);
  if (projects) conditions.push(`s.project_id = ANY(${parameters.add(projects, 'uuid[]')})`);
  return `SELECT s.project_id, s.version, s.rule, s.subject, s.since, s.events, s.detail::text, s.explained_by
    FROM ${INTEGRITY}.${FLAG_SPAN} s WHERE ${conditions.join(' AND ')}`;
}

/** What is held on the day of the kind of key that a rule looks at. */
function heldSql(alias: string, rule: SharedRule, { rules, asOf }: FlagRequest, parameters: Parameters): string {
  const conditions = [
    `${alias}.catalogue = ${parameters.add(rules.catalogue)}`,
    `${alias}.kind = ${parameters.add(rule.kind)}`,
    spanAsOf(alias, asOf, parameters),
  ];
  const milestones = rule.kind === 'shared-document' ? rule.parameters.milestones : undefined;
  if (milestones) conditions.push(`${alias}.milestone = ANY(${parameters.add(milestones, 'text[]')})`);
  return conditions.join(' AND ');
}

/** The flags of projects that hold a key that another one holds too; the domain's `sharedFlags`. */
function sharedSql(rule: SharedRule, request: FlagRequest, parameters: Parameters): string {
  const { rules, asOf, projects } = request;
  const code = parameters.add(rule.code, 'text');
  const ids = projects && parameters.add(projects, 'uuid[]');
  // Of some projects, only what they hold is looked for in all others.
  const theirs = ids
    ? `AND k.key IN (SELECT o.key FROM ${INTEGRITY}.${SHARED_KEY} o
         WHERE o.project_id = ANY(${ids}) AND ${heldSql('o', rule, request, parameters)})`
    : '';
  return `SELECT h.project_id, ${parameters.add(rules.version, 'integer')}, ${code}, h.key,
      greatest(h.since, h.second), h.events,
      json_build_object('projects', h.projects, 'key', h.key)::text,
      (SELECT x.event_id FROM ${INTEGRITY}.${EXPLANATION} x
        WHERE x.project_id = h.project_id AND x.rule = ${code} AND x.events @> h.events
          AND ${knownAt('x', asOf, parameters)}
        ORDER BY x.revision DESC LIMIT 1)
    FROM (
      SELECT k.project_id, k.key, min(k.since) AS since, array_agg(DISTINCT k.event_id) AS events,
        count(*) OVER (PARTITION BY k.key) AS projects,
        (array_agg(min(k.since)) OVER (PARTITION BY k.key ORDER BY min(k.since)
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))[2] AS second
      FROM ${INTEGRITY}.${SHARED_KEY} k WHERE ${heldSql('k', rule, request, parameters)} ${theirs}
      GROUP BY k.key, k.project_id
    ) h WHERE h.projects > 1 ${ids ? `AND h.project_id = ANY(${ids})` : ''}`;
}

/**
 * The source of every count and every row: the flags asked for as `f`, each with its project's attributes on the day as
 * `p`. To be continued by what is asked of it.
 */
export function flagSource(request: FlagRequest, parameters: Parameters): string {
  const { rules, only, asOf, filter, explained } = request;
  const asked = rules.rules.filter(({ code }) => !only?.length || only.includes(code));
  const shared = asked.filter((rule): rule is SharedRule => isShared(rule.kind));
  const parts = [ownSql(request, parameters), ...shared.map((rule) => sharedSql(rule, request, parameters))];
  const conditions = [spanAsOf('p', asOf, parameters), ...filterConditions(filter, 'p', parameters)];
  if (typeof explained === 'boolean') conditions.push(`f.explained_by IS ${explained ? 'NOT NULL' : 'NULL'}`);
  return `(${parts.join('\n UNION ALL ')}) f (project_id, version, rule, subject, since, events, detail, explained_by)
    JOIN ${INTEGRITY}.${PROJECT_SPAN} p ON p.project_id = f.project_id
    WHERE ${conditions.join(' AND ')}`;
}
