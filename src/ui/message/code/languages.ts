/** What a reader of code must know of a language to colour it. */
export interface Language {
  keywords: ReadonlySet<string>;
  /** What begins a comment that ends with its line. */
  lineComments: readonly string[];
  /** What begins and ends a longer comment. */
  comment?: readonly [string, string];
  /** Signs around a text that ends with its line. */
  quotes: string;
  /** Signs around a text that may have several lines. */
  longQuotes: readonly string[];
  ignoresCase?: boolean;
  /** Words before a colon are names of fields. */
  hasKeys?: boolean;
  /** Tags in text: what is outside of them is no code. */
  isMarkup?: boolean;
}

const C_LIKE = {
  lineComments: ["//"],
  comment: ["/*", "*/"],
  quotes: `"'`,
  longQuotes: [],
} as const;
const HASH = { lineComments: ["#"], quotes: `"'`, longQuotes: [] } as const;

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const javascript: Language = {
  ...C_LIKE,
  longQuotes: ["`"],
  keywords: words(
    "abstract as async await break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in instanceof interface is keyof let namespace new null of private protected public readonly return satisfies set static super switch this throw true try type typeof undefined var void while yield",
  ),
};
const c: Language = {
  ...C_LIKE,
  keywords: words(
    "auto bool break case catch char class const constexpr continue default delete do double else enum explicit extern false float for friend goto if inline int long namespace new nullptr operator private protected public register return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while NULL",
  ),
};
const java: Language = {
  ...C_LIKE,
  longQuotes: ['"""'],
  keywords: words(
    "abstract as async await base bool boolean break byte case catch char class companion const continue data decimal default delegate do double else enum event extends false final finally float for foreach fun get if implements import in init instanceof int interface internal is lateinit let long namespace native new null object open operator out override package params private protected public readonly record ref return sealed set short static string struct super switch synchronized this throw throws true try typeof using val var virtual void volatile when where while yield",
  ),
};
const go: Language = {
  ...C_LIKE,
  longQuotes: ["`"],
  keywords: words(
    "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto if import int int64 interface map nil package range return select string struct switch true type uint var",
  ),
};
const rust: Language = {
  ...C_LIKE,
  quotes: '"',
  keywords: words(
    "as async await bool break const continue crate dyn else enum extern f64 false fn for i32 i64 if impl in let loop match mod move mut pub ref return self Self static str struct super trait true type u32 u64 u8 unsafe use usize where while",
  ),
};
const swift: Language = {
  ...C_LIKE,
  longQuotes: ['"""'],
  keywords: words(
    "as associatedtype async await break case catch class continue default defer do else enum extension false fileprivate for func guard if import in init inout internal is let nil private protocol public repeat return self Self static struct super switch throw throws true try typealias var weak where while",
  ),
};
const php: Language = {
  ...C_LIKE,
  lineComments: ["//", "#"],
  keywords: words(
    "abstract and array as bool break case catch class const continue declare default do echo else elseif enum extends false final finally fn for foreach function global if implements include instanceof int interface isset match namespace new null or private protected public readonly require return self static string switch this throw trait true try use var void while yield",
  ),
};
const css: Language = {
  ...C_LIKE,
  lineComments: [],
  hasKeys: true,
  keywords: words(
    "@import @layer @media @supports @keyframes @font-face @container important from to and not",
  ),
};
const python: Language = {
  ...HASH,
  longQuotes: ['"""', "'''"],
  keywords: words(
    "False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try while with yield",
  ),
};
const ruby: Language = {
  ...HASH,
  keywords: words(
    "alias and begin break case class def do else elsif end ensure false for if in module next nil not or raise redo require rescue retry return self super then true undef unless until when while yield",
  ),
};
const shell: Language = {
  ...HASH,
  quotes: "",
  longQuotes: ['"', "'"],
  keywords: words(
    "break case cd continue do done echo elif else esac eval exec exit export fi for from function if in local read return run set shift source sudo then trap unset until while",
  ),
};
const dockerfile: Language = {
  ...HASH,
  keywords: words(
    "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR",
  ),
};
const config: Language = {
  ...HASH,
  lineComments: ["#", ";"],
  hasKeys: true,
  keywords: words("true false null yes no on off"),
};
const json: Language = {
  ...C_LIKE,
  quotes: '"',
  hasKeys: true,
  keywords: words("true false null"),
};
const sql: Language = {
  lineComments: ["--"],
  comment: ["/*", "*/"],
  quotes: "",
  longQuotes: ["'", '"'],
  ignoresCase: true,
  keywords: words(
    "add all alter and any as asc begin between by case cast check column commit constraint create cross database default delete desc distinct drop else end exists false for foreign from full grant group having if in index inner insert into is join key left like limit materialized not null offset on or order outer over partition primary references returning right rollback select set table then transaction true truncate union unique update using values view when where with",
  ),
};
const html: Language = {
  lineComments: [],
  comment: ["<!--", "-->"],
  quotes: "",
  longQuotes: ['"', "'"],
  keywords: new Set(),
  isMarkup: true,
};

const LANGUAGES: [string, Language][] = [
  ["js jsx mjs cjs javascript node ts tsx typescript", javascript],
  ["c h cpp c++ cc hpp objc", c],
  ["java kotlin kt scala groovy cs csharp c# dart", java],
  ["go golang", go],
  ["rust rs", rust],
  ["swift", swift],
  ["php", php],
  ["css scss sass less", css],
  ["python py python3", python],
  ["ruby rb", ruby],
  ["sh bash zsh shell console fish", shell],
  ["dockerfile docker", dockerfile],
  ["yaml yml toml ini env properties conf", config],
  ["json jsonc json5", json],
  ["sql postgres postgresql mysql psql sqlite", sql],
  ["html xml svg vue svelte", html],
];

const byName = new Map(
  LANGUAGES.flatMap(([names, language]) => names.split(" ").map((name) => [name, language])),
);

export function findLanguage(name: string): Language | undefined {
  return byName.get(name.toLowerCase());
}
