/** In a body, `<@userId>` mentions a person and `<!channel>` everyone in the channel. */
const PERSON = /<@([A-Za-z0-9_-]{1,64})>/g;
const EVERYONE = "<!channel>";

/** How many people one message mentions by name; more is what `<!channel>` is for. */
const MAX_MENTIONS = 50;

/** Who a body mentions; whether they may be is for the statement that sends it. */
export function parseMentions(body: string): { userIds: string[]; everyone: boolean } {
  const userIds = [...body.matchAll(PERSON)].map((match) => match[1] ?? "");
  return {
    userIds: [...new Set(userIds)].slice(0, MAX_MENTIONS),
    everyone: body.includes(EVERYONE),
  };
}
