import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ReportLedger, type DecidedOutcome, type PublishReportRequest } from '../ledger';

export class PublishReport extends Command<DecidedOutcome> {
  constructor(readonly request: PublishReportRequest) {
    super();
  }
}

@CommandHandler(PublishReport)
export class PublishReportHandler implements ICommandHandler<PublishReport> {
  constructor(private readonly ledger: ReportLedger) {}

  execute({ request }: PublishReport): Promise<DecidedOutcome> {
    return this.ledger.publish(request);
  }
}
