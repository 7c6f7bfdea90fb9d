import { CN_INVESTMENT } from '../../catalogue';
import { reached, status, withdrawn } from '../../testing/commands.spec-support';
import { PROJECT, register } from '../../testing/given.spec-support';
import { decideInTurn } from './in-turn';

const CONTEXT = { today: '2024-06-30', catalogue: CN_INVESTMENT };

describe('several commands on one project', () => {
  it('are each decided on what the ones before make of it', () => {
    const decision = decideInTurn(
      [register(), status('suspended', '2024-02-01'), status('resumed', '2024-03-01')],
      PROJECT,
      undefined,
      CONTEXT,
    );
    expect(decision).toMatchObject({
      accepted: true,
      facts: [{ type: 'project.registered.v1' }, { type: 'project.suspended.v1' }, { type: 'project.resumed.v1' }],
    });
  });

  it('are all refused with the first refusal', () => {
    const decision = decideInTurn(
      [register(), reached('eia', '2024-02-01'), reached('eia', '2024-03-01'), withdrawn('filing')],
      PROJECT,
      undefined,
      CONTEXT,
    );
    expect(decision).toMatchObject({ accepted: false, errors: [{ code: 'milestone.already-recorded' }] });
  });

  it('collect all warnings', () => {
    const decision = decideInTurn(
      [register(), reached('eia', '2024-02-01'), reached('filing', '2024-03-01')],
      PROJECT,
      undefined,
      CONTEXT,
    );
    expect(decision).toMatchObject({
      accepted: true,
      warnings: [{ code: 'prerequisite.missing' }, { code: 'prerequisite.missing' }],
    });
  });

  it('may be none', () => {
    expect(decideInTurn([], PROJECT, undefined, CONTEXT)).toEqual({ accepted: true, facts: [], warnings: [] });
  });
});
