import { pauseFor } from "./realtime/connection/pauses";

const ATTEMPTS = 4;
/** The status that somebody gets whose access has just changed, among other cases. */
const SERVICE_UNAVAILABLE = 503;

/**
 * Gives Next each response for a page as a whole. Next renders a page while it arrives, and never recovers from a
 * response that breaks off in the middle, for example because of a cut. Such a response is requested again, with
 * growing pauses. The server checks access anew each time.
 *
 * @returns a function that restores the original `fetch`
 */
export function retryBrokenPages(): () => void {
  const ask = window.fetch;
  window.fetch = (address, options) =>
    isOfPage(options) ? askWhole(() => ask(address, options)) : ask(address, options);
  return () => {
    window.fetch = ask;
  };
}

/** Pages that are fetched ahead of a click are left alone: nobody waits for them. */
function isOfPage(options: RequestInit | undefined): boolean {
  const asked = new Headers(options?.headers);
  return asked.has("rsc") && !asked.has("next-router-prefetch");
}

/** @throws the failure of the last attempt, or of an earlier one if there is no network or Next has given up */
async function askWhole(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt === ATTEMPTS - 1;
    try {
      const answer = await readWhole(await ask());
      if (isLast || answer.status !== SERVICE_UNAVAILABLE) return answer;
    } catch (failure) {
      if (isLast || !navigator.onLine || isGivenUp(failure)) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseFor(attempt)));
  }
}

const isGivenUp = (failure: unknown) => failure instanceof Error && failure.name === "AbortError";

async function readWhole(answer: Response): Promise<Response> {
  if (!answer.ok || !answer.body) return answer;
  const whole = new Response(await answer.arrayBuffer(), answer);
  const { url, redirected } = answer;
  // A response that is constructed has neither of them, and Next needs both.
  return Object.defineProperties(whole, { url: { value: url }, redirected: { value: redirected } });
}
