import { type AppError, toAppError, unavailable } from "../errors";
import { hasCommitted } from "./requests";

/** The failure of a change whose cut or receipt could not be completed. The change itself is committed. */
export function cutUnconfirmed(): AppError {
  return committed(
    "The change is saved and stands, but it could not be confirmed that every connection was cut. Try again to get a receipt.",
  );
}

/**
 * What is answered in place of a failure. Somebody who took access away must not believe that it is still there because
 * the answer could not be made.
 */
export function sayCommitted(failure: AppError): AppError {
  if (!hasCommitted() || alreadySaysCommitted(failure)) return failure;
  return answerNotMade();
}

/** Whether a failure already says that its change is committed. Nothing may be tried anew or taken back then. */
export function alreadySaysCommitted(error: unknown): boolean {
  return toAppError(error).detail.saysCommitted === true;
}

/** The failure of a change that is committed and cut, but of which others could not be told. */
export function answerNotMade(): AppError {
  return committed(
    "The change is saved and stands, but the answer to it could not be made. Load the page again to see how things are.",
  );
}

const committed = (message: string) => unavailable(message, { saysCommitted: true });
