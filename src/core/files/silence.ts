/** How long the other side may say nothing while it is waited for. */
const SILENCE_MS = 10_000;

/** Ends what waits for an answer that does not come. */
export interface Silence {
  /** Aborted when it was silent for too long, or ended. */
  signal: AbortSignal;
  /** Waits from now on. */
  listen(): void;
  /** Waits no longer. */
  rest(): void;
  end(reason: unknown): void;
}

/** Begins to wait at once. */
export function watchSilence(): Silence {
  const controller = new AbortController();
  let timer: NodeJS.Timeout;
  const end = (reason: unknown) => controller.abort(reason);
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end(new Error(`no answer for ${SILENCE_MS} ms`)), SILENCE_MS);
  };
  listen();
  return { signal: controller.signal, listen, rest: () => clearTimeout(timer), end };
}
