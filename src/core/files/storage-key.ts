/**
 * The path of a file's bytes, below a folder or in a bucket. It is made of the file's id, never of its name.
 * @throws Error when it is not an id. Ids come from our database; nothing else may become part of a path
 */
export function storageKey(id: string): string {
  return `${assertId(id).slice(-2)}/${id}`;
}

export function assertId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error("this is not the id of a file");
  return id;
}
