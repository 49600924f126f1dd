import { pauseFor } from "./realtime/connection/pauses";

const ATTEMPTS = 4;
/** What somebody whose access has just changed is told, among others. */
const TRY_AGAIN = 503;

/**
 * Lets Next have each answer about a page whole. It shows a page as it arrives, and gives up for good on one that
 * breaks off in the middle, as by a cut. Such an answer is asked for again, with growing pauses; who may have it is
 * decided anew each time.
 *
 * @returns puts back what was there
 */
export function takeAnswersWhole(): () => void {
  const ask = window.fetch;
  window.fetch = (address, options) =>
    isOfPage(options) ? askWhole(() => ask(address, options)) : ask(address, options);
  return () => {
    window.fetch = ask;
  };
}

/** Pages that are fetched ahead of a click are not: nobody waits for them. */
function isOfPage(options: RequestInit | undefined): boolean {
  const asked = new Headers(options?.headers);
  return asked.has("rsc") && !asked.has("next-router-prefetch");
}

/** @throws what the last attempt did, or the first one while there is no network */
async function askWhole(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const isLast = attempt === ATTEMPTS - 1;
    try {
      const answer = await readWhole(await ask());
      if (isLast || answer.status !== TRY_AGAIN) return answer;
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
  // A response that is made has neither, and Next goes by both.
  return Object.defineProperties(whole, { url: { value: url }, redirected: { value: redirected } });
}
