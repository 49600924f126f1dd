/** In a body, `<@userId>` mentions a person and `<!channel>` everyone in the channel. */
const PERSON = /<@([A-Za-z0-9_-]{1,64})>/g;
const EVERYONE = "<!channel>";

/** How many people one message can mention by name. To mention more there is `<!channel>`. */
const MAX_MENTIONS = 50;

/** Reads whom a body mentions. Whether they may be mentioned is checked in the statement that sends the message. */
export function parseMentions(body: string): { userIds: string[]; everyone: boolean } {
  const userIds = [...body.matchAll(PERSON)].map((match) => match[1] ?? "");
  return {
    userIds: [...new Set(userIds)].slice(0, MAX_MENTIONS),
    everyone: body.includes(EVERYONE),
  };
}
