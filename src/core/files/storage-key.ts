/**
 * Where the bytes of a file are, below a folder or in a bucket: by its id and never by its name.
 * @throws Error when it is no id: ids are ours and come from the database, a path is made of nothing else
 */
export function storageKey(id: string): string {
  return `${assertId(id).slice(-2)}/${id}`;
}

export function assertId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error("this is not the id of a file");
  return id;
}
