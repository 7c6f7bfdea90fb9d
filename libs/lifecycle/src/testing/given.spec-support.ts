import type { Day } from '../calendar';
import { CN_INVESTMENT, type Catalogue } from '../catalogue';
import { projectStream, type Profile, type ProjectFact, type RecordedProjectEvent } from '../events';
import { NO_PUBLICATIONS, type IntegrityBasis } from '../integrity';
import type { Notice } from '../notices';
import type { Decision, DecisionContext, History, PersonStanding, ProjectCommand } from '../project';
import { decide, evolve } from '../project';
import { CN_BOOK } from './integrity.spec-support';

export const PROJECT = 'p-1';

export const PROFILE: Profile = {
  name: '云汀泓川电路板生产基地项目',
  kind: 'new-build',
  investor: '云汀泓川电子有限公司',
  investorCode: null,
  district: '380124400',
  industry: 'C3982',
  landMode: 'granted',
  totalInvestment: '120000000',
  tags: ['重点项目'],
};

/** What a command came to: facts to record with warnings, or refusals; notices as `code@field`. */
export interface Outcome {
  readonly facts: readonly ProjectFact[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** The persons that the test's directory knows. */
export const PERSON = 'aa0d4ef2-51a7-4c3c-8a52-6a3f6d3e6b01';
export const ERASED_PERSON = 'bb1e5f03-62b8-4d4d-9b63-7b407e4f7c02';
const persons: ReadonlyMap<string, PersonStanding> = new Map([
  [PERSON, 'present'],
  [ERASED_PERSON, 'erased'],
]);
const CN_BASIS: IntegrityBasis = { book: CN_BOOK, publications: NO_PUBLICATIONS };

const written = (notice: Notice): string => `${notice.code}@${notice.field ?? ''}`;

/** What has been recorded of a project so far. Its events have the ids `e0`, `e1` … in order. */
export class Given {
  constructor(
    readonly events: readonly RecordedProjectEvent[] = [],
    readonly history: History | undefined = undefined,
    private readonly catalogue: Catalogue = CN_INVESTMENT,
    private readonly integrity: IntegrityBasis = CN_BASIS,
  ) {}

  /** What is known by now of a project that is registered. */
  get known(): History {
    if (this.history === undefined) throw new Error('the project is not registered');
    return this.history;
  }

  /** Reads on with another catalogue. */
  under(catalogue: Catalogue): Given {
    return new Given(this.events, this.history, catalogue, this.integrity);
  }

  /** Has its flags found by other rules. */
  asking(integrity: IntegrityBasis): Given {
    return new Given(this.events, this.history, this.catalogue, integrity);
  }

  /**
   * Records more on a day.
   * @throws Error when a command is refused, so that no test builds on what never happened
   */
  and(today: Day, ...commands: readonly ProjectCommand[]): Given {
    let { history } = this;
    const events = [...this.events];
    for (const command of commands) {
      const decision = decide(command, PROJECT, history, this.context(today));
      if (!decision.accepted) throw new Error(`${command.type}: ${decision.errors.map(written).join(', ')}`);
      for (const fact of decision.facts) {
        const event = recorded(fact, events.length, today);
        history = evolve(history, event);
        events.push(event);
      }
    }
    return new Given(events, history, this.catalogue, this.integrity);
  }

  private context(today: Day): DecisionContext {
    return { today, catalogue: this.catalogue, persons, integrity: this.integrity };
  }

  decision(today: Day, command: ProjectCommand): Decision {
    return decide(command, PROJECT, this.history, this.context(today));
  }

  /** Decides one more command, recording nothing. */
  when(today: Day, command: ProjectCommand): Outcome {
    const decision = this.decision(today, command);
    return decision.accepted
      ? { facts: decision.facts, warnings: decision.warnings.map(written), errors: [] }
      : { facts: [], warnings: [], errors: decision.errors.map(written) };
  }
}

/** A fact as an event of the test's project: on that day at nine in the morning in China, a millisecond after the last. */
export function recorded(fact: ProjectFact, revision: number, today: Day): RecordedProjectEvent {
  return {
    ...fact,
    id: `e${revision}`,
    stream: projectStream(PROJECT),
    revision,
    position: String(revision + 1),
    recordedAt: `${today}T01:00:00.${String(revision % 1_000).padStart(3, '0')}Z`,
    metadata: { actor: 'clerk-01', source: 'test' },
  } as RecordedProjectEvent;
}

/** Nothing recorded yet. */
export const nothing = new Given();

/** A project registered on 2 January 2024. */
export function registered(profile: Partial<Profile> = {}, catalogue: Catalogue = CN_INVESTMENT): Given {
  return nothing.under(catalogue).and('2024-01-02', register(profile));
}

export const register = (profile: Partial<Profile> = {}): ProjectCommand => ({
  type: 'registerProject',
  projectId: PROJECT,
  profile: { ...PROFILE, ...profile },
});
