import { Command, CommanderError } from 'commander';
import { checkpointCommand } from './commands/checkpoint';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { mappingsCommand } from './commands/mappings';
import { templateCommand } from './commands/template';
import { rebuildCommand } from './commands/rebuild';
import { replayCommand } from './commands/replay';
import { retryCommand, viewsCommand } from './commands/views';
import { verifyCommand } from './commands/verify';
import { EXIT_FAILED, EXIT_OK } from './exit-code';

/** The command line, with an option for where each command leaves its exit code. */
export function createProgram(exit: (code: number) => void): Command {
  return new Command('milepost')
    .description('Milestones, timelines and bottlenecks of government-tracked investment projects')
    .addCommand(importCommand(exit))
    .addCommand(exportCommand(exit))
    .addCommand(templateCommand())
    .addCommand(mappingsCommand())
    .addCommand(viewsCommand())
    .addCommand(rebuildCommand(exit))
    .addCommand(retryCommand())
    .addCommand(checkpointCommand())
    .addCommand(verifyCommand(exit))
    .addCommand(replayCommand(exit));
}

/** Lets commander throw instead of ending the process, in every command. */
function overrideExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(overrideExit);
}

/**
 * Runs a command and answers the exit code: 0 when all went well, 2 when rows were refused, 1 for an error, of which
 * one line is written and no stack.
 */
export async function run(argv: readonly string[]): Promise<number> {
  let code = EXIT_OK;
  const program = createProgram((given) => (code = given));
  overrideExit(program);
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    // Commander has said by itself what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_OK : EXIT_FAILED;
    const text = error instanceof Error ? error.message || error.name : String(error);
    process.stderr.write(`milepost: ${text.replace(/\s*\n\s*/g, ' ')}\n`);
    return EXIT_FAILED;
  }
}
