import type {
  CompiledQuery,
  DatabaseConnection,
  Driver,
  QueryResult,
  TransactionSettings,
} from "kysely";
import { OnRecordError } from "../document/index.ts";
import { type Patience, patiently } from "./patience.ts";
import { storable } from "./storable.ts";
import { storeError } from "./store-error.ts";

/**
 * A driver that speaks in OnRecordErrors and waits where waiting can help: for a connection, for
 * the lock that a transaction begins with, and with a query outside of transactions that only
 * reads. What fails within a transaction is not repeated here, as only its whole can be: see
 * `transact`.
 */
export class PatientDriver implements Driver {
  readonly #driver: Driver;
  readonly #name: string;
  readonly #patience: Patience;

  /** @param name the record's, in errors */
  constructor(driver: Driver, name: string, patience: Patience) {
    this.#driver = driver;
    this.#name = name;
    this.#patience = patience;
  }

  async init(): Promise<void> {
    await this.#translated(() => this.#driver.init());
  }

  async acquireConnection(): Promise<PatientConnection> {
    const inner = await patiently(this.#patience, () => this.#acquire());
    return new PatientConnection(inner, (connection, query) => this.#execute(connection, query));
  }

  async beginTransaction(
    connection: PatientConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    // A connection lost while it lay idle is not to be waited for, but to be replaced.
    const begin = () =>
      this.#translated(() => this.#driver.beginTransaction(connection.inner, settings));
    await patiently(this.#patience, () => this.#onLiveConnection(connection, begin));
    connection.inTransaction = true;
  }

  async commitTransaction(connection: PatientConnection): Promise<void> {
    await this.#translated(() => this.#driver.commitTransaction(connection.inner));
    connection.inTransaction = false;
  }

  async rollbackTransaction(connection: PatientConnection): Promise<void> {
    connection.inTransaction = false;
    // Where it fails, the connection is gone, and the transaction with it. What is to be told is
    // the error that came first.
    await this.#driver.rollbackTransaction(connection.inner).catch(() => {});
  }

  async releaseConnection({ inner }: PatientConnection): Promise<void> {
    await this.#driver.releaseConnection(inner);
  }

  async destroy(): Promise<void> {
    await this.#driver.destroy();
  }

  async #execute<R>(connection: PatientConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    const cleaned = { ...query, parameters: query.parameters.map(storable) };
    const execute = () =>
      this.#translated(() => connection.inner.executeQuery<R>(cleaned as CompiledQuery));
    if (connection.inTransaction || !isReading(query)) return execute();
    return patiently(this.#patience, () => this.#onLiveConnection(connection, execute));
  }

  /** Does the work; where it finds the connection lost, the next try has another one. */
  async #onLiveConnection<T>(connection: PatientConnection, work: () => Promise<T>): Promise<T> {
    if (connection.isLost) {
      const lost = connection.inner;
      connection.inner = await this.#acquire();
      connection.isLost = false;
      await this.#driver.releaseConnection(lost);
    }
    try {
      return await work();
    } catch (error) {
      connection.isLost = error instanceof OnRecordError && error.code === "unavailable";
      throw error;
    }
  }

  #acquire(): Promise<DatabaseConnection> {
    return this.#translated(() => this.#driver.acquireConnection());
  }

  async #translated<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeError(this.#name, error);
    }
  }
}

type Execute = <R>(connection: PatientConnection, query: CompiledQuery) => Promise<QueryResult<R>>;

class PatientConnection implements DatabaseConnection {
  inner: DatabaseConnection;
  inTransaction = false;
  isLost = false;
  readonly #execute: Execute;

  constructor(inner: DatabaseConnection, execute: Execute) {
    this.inner = inner;
    this.#execute = execute;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#execute(this, query);
  }

  streamQuery<R>(query: CompiledQuery, size?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery(query, size);
  }
}

function isReading({ query, sql }: CompiledQuery): boolean {
  return query.kind === "SelectQueryNode" || /^\s*select\b/i.test(sql);
}
