/** What each of the streams has, as it comes; ends with the signal, or once all of them have ended. */
export async function* mergeStreams<T>(streams: readonly AsyncIterable<T>[], signal: AbortSignal): AsyncGenerator<T> {
  const readers = streams.map((stream) => stream[Symbol.asyncIterator]());
  const aborted = Promise.withResolvers<undefined>();
  const abort = () => {
    aborted.resolve(undefined);
  };
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  const ask = async (at: number, reader: AsyncIterator<T>) => ({ at, reader, result: await reader.next() });
  const waiting = new Map(readers.map((reader, at) => [at, ask(at, reader)]));
  try {
    while (waiting.size > 0) {
      const first = await Promise.race([...waiting.values(), aborted.promise]);
      if (first === undefined) return;
      const { at, reader, result } = first;
      if (result.done === true) {
        waiting.delete(at);
        continue;
      }
      yield result.value;
      waiting.set(at, ask(at, reader));
    }
  } finally {
    signal.removeEventListener("abort", abort);
    // One that waits for its next value ends with the signal; nobody waits for it here.
    for (const pending of waiting.values()) pending.catch(() => {});
    for (const reader of readers) void reader.return?.();
  }
}
