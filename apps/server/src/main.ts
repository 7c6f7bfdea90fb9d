import { KeyFileUnusable } from '@milepost/audit';
import { EventStoreUnavailable } from '@milepost/event-store';
import { DataFolderInUse, DataFolderUnreachable, DatabaseIsNewer, EmbeddedPostgresFailed } from '@milepost/postgres';
import { InvalidCertificates, SecretKeysUnusable } from '@milepost/webhook';
import { createAppModule } from './composition/app.module';
import { run } from './run';

void run(createAppModule, {
  expected: [
    DataFolderInUse,
    DataFolderUnreachable,
    DatabaseIsNewer,
    EmbeddedPostgresFailed,
    EventStoreUnavailable,
    InvalidCertificates,
    KeyFileUnusable,
    SecretKeysUnusable,
  ],
});
