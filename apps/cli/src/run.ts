import { Command, CommanderError } from 'commander';
import { EXIT_FAILED, EXIT_OK } from './exit-code';

type Exit = (code: number) => void;

/** The commands, in the order in which help lists them. What a command needs is loaded only when it is run, or listed. */
const COMMANDS: Readonly<Record<string, (exit: Exit) => Promise<Command>>> = {
  import: async (exit) => (await import('./commands/import.js')).importCommand(exit),
  export: async (exit) => (await import('./commands/export.js')).exportCommand(exit),
  template: async () => (await import('./commands/template.js')).templateCommand(),
  mappings: async () => (await import('./commands/mappings.js')).mappingsCommand(),
  views: async () => (await import('./commands/views.js')).viewsCommand(),
  rebuild: async (exit) => (await import('./commands/rebuild.js')).rebuildCommand(exit),
  retry: async () => (await import('./commands/views.js')).retryCommand(),
  checkpoint: async () => (await import('./commands/checkpoint.js')).checkpointCommand(),
  verify: async (exit) => (await import('./commands/verify.js')).verifyCommand(exit),
  replay: async (exit) => (await import('./commands/replay.js')).replayCommand(exit),
  'migrate-store': async (exit) => (await import('./commands/migrate-store.js')).migrateStoreCommand(exit),
  webhook: async () => (await import('./commands/webhook.js')).webhookCommand(),
};

/** The command line, with an option for where each command leaves its exit code; of one command alone where that is asked for. */
async function createProgram(exit: Exit, asked: string | undefined): Promise<Command> {
  const program = new Command('milepost').description(
    'Milestones, timelines and bottlenecks of government-tracked investment projects',
  );
  const names = asked !== undefined && Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
  for (const name of names) program.addCommand(await (COMMANDS[name] as (exit: Exit) => Promise<Command>)(exit));
  return program;
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
  try {
    const program = await createProgram((given) => (code = given), argv[2]);
    overrideExit(program);
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
