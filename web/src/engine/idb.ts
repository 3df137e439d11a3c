/** The little of IndexedDB that the engine needs, as promises. */

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('IndexedDB failed without a reason.'));
    };
  });
}

/** Resolves when the transaction is committed: with durability `strict`, when it is on the disk. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('The IndexedDB transaction was aborted.'));
    };
  });
}

/** Opens a database, creating or upgrading it with `upgrade`. */
export function openIndexedDb(
  factory: IDBFactory,
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, from: number) => void,
): Promise<IDBDatabase> {
  const request = factory.open(name, version);
  request.onupgradeneeded = (event) => {
    upgrade(request.result, event.oldVersion);
  };
  return settled(request).then((database) => {
    // A newer build in another tab wants to upgrade: step aside instead of blocking it.
    database.onversionchange = () => {
      database.close();
    };
    return database;
  });
}
