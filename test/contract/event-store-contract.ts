import { appendContract } from './append-contract';
import { chainContract } from './chain-contract';
import type { StoreUnderTest } from './event-fixtures';
import { historyContract } from './history-contract';
import { orderContract } from './order-contract';
import { readContract } from './read-contract';
import { subscriptionContract } from './subscription-contract';
import { takeOverContract } from './take-over-contract';

export type { StoreUnderTest } from './event-fixtures';

/** The behaviour that every event store adapter shows; `openStore` gives an empty store. */
export function describeEventStore(name: string, openStore: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    jest.setTimeout(120_000);
    let opened: StoreUnderTest | undefined;
    beforeAll(async () => void (opened = await openStore()));
    afterAll(() => opened?.close());
    const subject = () => opened!;

    appendContract(subject);
    orderContract(subject);
    readContract(subject);
    subscriptionContract(subject);
    historyContract(subject);
    chainContract(subject);
    takeOverContract(subject);
  });
}
