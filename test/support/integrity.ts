import type { IntegrityRules } from '../../libs/lifecycle/src';
import type { Api } from './api';
import type { Told } from './commands';

const FLAG = `rule { code kind label question source version parameters { days before } }
  since events { id } detail english: detail(language: EN) explanation { eventId explanation bureau recordedAt }`;

export interface Flag {
  readonly rule: { readonly code: string; readonly version: number; readonly [field: string]: unknown };
  readonly since: string;
  readonly events: readonly { readonly id: string }[];
  readonly detail: string;
  readonly english: string;
  readonly explanation: { readonly eventId: string; readonly explanation: string; readonly bureau: string } | null;
}

/** A project's flags once the view has taken in the position, or as asked for. */
export async function flagsOf(api: Api, id: string, atLeast: string, asOf: object = {}): Promise<Flag[]> {
  const { data, errors } = await api.ask(
    `query ($id: ID!, $asOf: AsOfInput, $atLeast: Position) {
      project(id: $id, asOf: $asOf, atLeast: $atLeast) { flags(atLeast: $atLeast) { ${FLAG} } }
    }`,
    { id, asOf, atLeast },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data.project?.flags ?? []) as Flag[];
}

/** Codes of a project's flags, in order of the alphabet. */
export async function flagCodes(api: Api, id: string, atLeast: string, asOf: object = {}): Promise<string[]> {
  return (await flagsOf(api, id, atLeast, asOf)).map(({ rule }) => rule.code).sort();
}

interface Adopted {
  readonly rules: { readonly code: string; readonly version: number } | null;
  readonly position: string | null;
  readonly userErrors: readonly Told[];
}

/** Adopts a set of integrity rules over GraphQL. */
export async function adoptIntegrityRules(api: Api, rules: IntegrityRules, adoption: object): Promise<Adopted> {
  const sent = {
    ...rules,
    rules: rules.rules.map((rule) => ({ ...rule, kind: rule.kind.toUpperCase().replaceAll('-', '_') })),
  };
  const { data, errors } = await api.ask(
    `mutation ($input: AdoptIntegrityRulesInput!) { adoptIntegrityRules(input: $input) {
      rules { code version } position userErrors { code field }
    } }`,
    { input: { reason: '会议通过', ...adoption, rules: sent } },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.adoptIntegrityRules as Adopted;
}
