import type { Person } from "@/lib/api-types";

/** What somebody wrote without its markup, and with names where people are mentioned. */
export function toPlainText(body: string, people: Readonly<Record<string, Person>>): string {
  return body
    .replace(/<@([^>\s]{1,64})>/g, (whole, id: string) => {
      const person = people[id];
      return person ? `@${person.name}` : whole;
    })
    .replaceAll("<!channel>", "@channel")
    .replace(/^```[\w+#.-]*\s*$/gm, "")
    .replace(/`([^`\n]+)`/g, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, "$2");
}
