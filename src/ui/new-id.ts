/**
 * A random id (a UUID, version 4). Not `crypto.randomUUID`: browsers offer it only to pages that came over https or
 * from their own machine.
 */
export { v4 as newId } from "uuid";
