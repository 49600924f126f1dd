import { type AppError, unavailable } from "../errors";
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
  if (!hasCommitted() || failure.detail.saysCommitted) return failure;
  return answerNotMade();
}

/** The failure of a change that is committed and cut, but of which others could not be told. */
export function answerNotMade(): AppError {
  return committed(
    "The change is saved and stands, but the answer to it could not be made. Load the page again to see how things are.",
  );
}

const committed = (message: string) => unavailable(message, { saysCommitted: true });
