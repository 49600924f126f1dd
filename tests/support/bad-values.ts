/** Values that no field accepts. */
export const BAD_VALUES: Record<string, unknown> = {
  null: null,
  "a huge number": 1e308,
  "a negative number": -1,
  "a broken number": 1.5,
  "a boolean": true,
  "an empty text": "",
  "a NUL": "\0",
  "a NUL inside": "a\0b",
  "half a character": "\ud800",
  "a very long text": "x".repeat(20_000),
  "a text of wide characters": "😀".repeat(5_001),
  "an empty list": [],
  "an empty object": {},
  "a list of NULs": ["\0"],
  "a list of lists": [[["x"]]],
  "an object with a NUL": { "\0": "\0" },
  "a prototype": JSON.parse('{"__proto__":{"x":1},"constructor":{"prototype":{}}}'),
};

/** Whole bodies that no route accepts. */
export const BAD_BODIES: Record<string, string | Buffer> = {
  "JSON that breaks off": '{"name":"x"',
  "no JSON": "name=x&email=y",
  "a list": "[]",
  "a list of objects": '[{"name":"x"}]',
  "the word null": "null",
  "a text": '"text"',
  "a number": "1e999",
  "deep lists": "[".repeat(50_000) + "]".repeat(50_000),
  "bytes that are no UTF-8": Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  "NUL bytes": Buffer.alloc(100),
};

/** Parts of a path or query, as written on the wire. */
export const BAD_PARTS: string[] = [
  "%00",
  "a%00b",
  "%E0%A4%A",
  "%",
  "%ff%fe",
  "%ED%A0%80",
  "%2e%2e%2f%2e%2e%2fetc",
  "..%5c..",
  "%0d%0aSet-Cookie:x",
  "'%20OR%201=1--",
  "__proto__",
  "[object%20Object]",
  "x".repeat(5000),
];
