import { PostgresEventStore } from '../../../libs/event-store/src';
import { createPool } from '../../../libs/postgres/src';
// Not by the index: what answers queries takes longer to load than everything else.
import { Dispatch } from '../../../libs/webhook/src/delivery/dispatch';
import { HttpSender } from '../../../libs/webhook/src/delivery/http-sender';
import { EndpointLedger } from '../../../libs/webhook/src/endpoint/endpoint-ledger';
import { AddressGuard } from '../../../libs/webhook/src/guard';
import { Router } from '../../../libs/webhook/src/queue/router';
import { SecretBox } from '../../../libs/webhook/src/secrets';
import { Vault } from '../../../libs/webhook/src/store/vault';

/** What a process that routes and sends is given; passed as JSON. */
export interface SendingTask {
  readonly url: string;
  /** Base64. */
  readonly key: string;
}

async function run({ url, key }: SendingTask): Promise<void> {
  const pool = createPool(url);
  const store = await PostgresEventStore.open(pool);
  const clock = { now: () => new Date().toISOString() };
  const guard = new AddressGuard({ networks: ['127.0.0.0/8'], ports: [{ from: 1, to: 65_535 }] });
  const onNotice = (notice: object): void => void process.stderr.write(`${JSON.stringify(notice)}\n`);
  const router = new Router({ store, pool, clock, source: 'urn:milepost:test', pollMs: 50 });
  const ledger = new EndpointLedger(store);
  const vault = new Vault(pool, new SecretBox([Buffer.from(key, 'base64')]));
  const dispatch = new Dispatch({
    pool,
    clock,
    ledger,
    vault,
    sender: new HttpSender({ guard }),
    onNotice,
    pollMs: 50,
  });
  router.start();
  dispatch.start();
  process.stdout.write('started\n');
}

void run(JSON.parse(process.argv[2]) as SendingTask);
