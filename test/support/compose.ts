import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A service of a compose file, as far as tests ask about it. */
export interface ComposeService {
  readonly image?: string;
  readonly pull_policy?: string;
  readonly user?: string;
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly network_mode?: string;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
  readonly deploy?: { readonly resources?: { readonly limits?: Readonly<Record<string, string | number>> } };
}

export interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

export const COMPOSE_FILES = ['compose.yaml', 'compose.cluster.yaml'] as const;
export type ComposeFileName = (typeof COMPOSE_FILES)[number];

export const DOCKER_FOLDER = join(__dirname, '../../docker');

export function readCompose(name: ComposeFileName): ComposeFile {
  return parse(readFileSync(join(DOCKER_FOLDER, name), 'utf8'), { merge: true }) as ComposeFile;
}

/** A duration as compose files write it (`1m30s`), in milliseconds. */
export function durationMs(text: string): number {
  const [, minutes, seconds] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  if (minutes === undefined && seconds === undefined) throw new Error(`${text} is no duration`);
  return (Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1_000;
}
