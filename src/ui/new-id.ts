/**
 * A random id (a UUID, version 4). Not `crypto.randomUUID`: a browser has it only for pages that came over https or
 * from its own machine.
 */
export { v4 as newId } from "uuid";
