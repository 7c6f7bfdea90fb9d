import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ProjectLedger, type ExecuteRequest, type Outcome } from '../ledger';

/** One or more decisions on a project, all accepted together or none. */
export class ExecuteOnProject extends Command<Outcome> {
  constructor(readonly request: ExecuteRequest) {
    super();
  }
}

@CommandHandler(ExecuteOnProject)
export class ExecuteOnProjectHandler implements ICommandHandler<ExecuteOnProject> {
  constructor(private readonly ledger: ProjectLedger) {}

  execute({ request }: ExecuteOnProject): Promise<Outcome> {
    return this.ledger.execute(request);
  }
}
