/** How long the other side may send nothing while we wait for it. */
const IDLE_TIMEOUT_MS = 10_000;

/** Aborts a request whose answer does not come. */
export interface IdleTimeout {
  /** Aborted when the other side sent nothing for too long, or by `abort`. */
  signal: AbortSignal;
  /** Starts the time anew: we wait for the other side from now on. */
  restart(): void;
  /** Stops the time: we do not wait for the other side. */
  stop(): void;
  abort(reason: unknown): void;
}

/** Starts an idle timeout. */
export function startIdleTimeout(): IdleTimeout {
  const controller = new AbortController();
  let timer: NodeJS.Timeout;
  const abort = (reason: unknown) => controller.abort(reason);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(
      () => abort(new Error(`no answer for ${IDLE_TIMEOUT_MS} ms`)),
      IDLE_TIMEOUT_MS,
    );
  };
  restart();
  return { signal: controller.signal, restart, stop: () => clearTimeout(timer), abort };
}
