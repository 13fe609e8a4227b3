// Schemas from a seed: valid ones, and the same broken in one place. The same seed gives the same text
// for ever.
import { random } from "./documents.mjs";

const scalars = ["Int", "Float", "String", "Boolean", "ID"];
const words = ["alpha", "beta", "gamma", "delta", "omega"];

class SchemaWriter {
  constructor(dice) {
    this.dice = dice;
    const several = (prefix, from, spread) => Array.from({ length: from + dice.below(spread) }, (_, i) => `${prefix}${i}`);
    this.customs = several("S", 0, 3);
    this.enums = several("E", 1, 3);
    this.inputs = several("I", 1, 4);
    this.interfaces = several("N", 0, 4);
    this.objects = several("O", 1, 5);
    this.unions = several("U", 0, 3);
    this.directives = several("d", 0, 4);
    this.places = {};
  }

  description() {
    const { dice } = this;
    if (!dice.chance(0.15)) return "";
    return dice.pick(['"said"\n', '"""\n  a block\n    of "text" \\"""\n"""\n', '"""one line"""\n', '"é ☃ 😀"\n', '""\n']);
  }

  wrapped(name) {
    const { dice } = this;
    let text = dice.chance(0.3) ? `${name}!` : name;
    while (dice.chance(0.2)) text = `[${text}]${dice.chance(0.3) ? "!" : ""}`;
    return text;
  }

  // Applied directives, and @deprecated where it may stand.
  applied(place) {
    const { dice } = this;
    let text = "";
    const known = this.directives.filter((d) => this.places[d]?.locations.includes(place));
    while (known.length > 0 && dice.chance(0.12)) {
      const directive = dice.pick(known);
      if (!this.places[directive].repeatable && text.includes(`@${directive}`)) continue;
      text += ` @${directive}${dice.chance(0.5) ? `(n: ${dice.below(9)})` : ""}`;
    }
    if (["FIELD_DEFINITION", "ENUM_VALUE"].includes(place) && dice.chance(0.05)) text += dice.pick([" @deprecated", ' @deprecated(reason: "old")']);
    return text;
  }

  // Of an input type: a literal that fits, or nothing. Input objects are given none, as their fields may
  // ask for more.
  fallback(type) {
    const { dice } = this;
    const named = type.replace(/[[\]!]/g, "");
    if (this.inputs.includes(named) || dice.chance(0.7)) return "";
    if (type.startsWith("[")) return ` = ${dice.pick(["[]", "[]"])}`;
    if (this.enums.includes(named)) return " = FIRST";
    return ` = ${{ Int: "5", Float: "1.5", String: '"x"', Boolean: "true", ID: "7" }[named] ?? "{any: [1]}"}`;
  }

  inputType() {
    return this.wrapped(this.dice.pick([...scalars, ...this.customs, ...this.enums, ...this.inputs]));
  }

  outputType() {
    return this.wrapped(this.dice.pick([...scalars, ...this.customs, ...this.enums, ...this.objects, ...this.interfaces, ...this.unions]));
  }

  parameters(place) {
    const { dice } = this;
    if (!dice.chance(0.35)) return "";
    const all = words.slice(0, 1 + dice.below(3)).map((name) => {
      const type = this.inputType();
      return `${this.description()}${name}: ${type}${this.fallback(type)}${place === undefined ? "" : this.applied(place)}`;
    });
    return `(${all.join(dice.pick([", ", " ", "\n"]))})`;
  }

  fields() {
    const { dice } = this;
    return Array.from({ length: 1 + dice.below(4) }, (_, i) =>
      `${this.description()}f${i}${this.parameters("ARGUMENT_DEFINITION")}: ${this.outputType()}${this.applied("FIELD_DEFINITION")}`);
  }

  directive(name) {
    const { dice } = this;
    const all = ["SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT", "INPUT_FIELD_DEFINITION"];
    const locations = all.filter(() => dice.chance(0.4));
    if (dice.chance(0.3) || locations.length === 0) locations.push("FIELD", "QUERY");
    const repeatable = dice.chance(0.4);
    this.places[name] = { locations, repeatable };
    return `${this.description()}directive @${name}(n: Int = 1, of: [${dice.pick([...scalars, ...this.enums])}!])${repeatable ? " repeatable" : ""} on ${locations.join(" | ")}`;
  }

  // An interface has its own fields and those of all that it implements.
  implementing(all, own) {
    const { dice } = this;
    const chosen = new Set();
    for (const name of this.interfaces) {
      if (name in all && dice.chance(0.35)) [name, ...all[name].implemented].forEach((n) => chosen.add(n));
    }
    const fields = [...new Set([...chosen].flatMap((n) => all[n].own)), ...own];
    const head = chosen.size > 0 ? ` implements ${dice.chance(0.2) ? "& " : ""}${[...chosen].join(" & ")}` : "";
    return { implemented: [...chosen], head, fields };
  }

  composite(keyword, name, place, all) {
    // Names of fields are the type's own, so that interfaces never disagree.
    const own = this.fields().map((f) => f.replace(/\bf(\d)(?=[(:])/, `${name.toLowerCase()}f$1`));
    const { implemented, head, fields } = this.implementing(all, own);
    all[name] = { own, implemented };
    return `${this.description()}${keyword} ${name}${head}${this.applied(place)} {\n  ${fields.join("\n  ")}\n}`;
  }

  input(name, at) {
    const { dice } = this;
    const oneOf = dice.chance(0.15);
    const fields = words.slice(0, 1 + dice.below(4)).map((field) => {
      let type = this.inputType();
      const named = type.replace(/[[\]!]/g, "");
      // Only later ones must be held: no circle.
      if (this.inputs.includes(named) && this.inputs.indexOf(named) <= at) type = type.replace(/!$/, "");
      if (oneOf) type = type.replace(/!$/, "");
      return `${this.description()}${field}: ${type}${oneOf ? "" : this.fallback(type)}${this.applied("INPUT_FIELD_DEFINITION")}`;
    });
    return `${this.description()}input ${name}${oneOf ? " @oneOf" : ""}${this.applied("INPUT_OBJECT")} {\n  ${fields.join("\n  ")}\n}`;
  }

  extension() {
    const { dice } = this;
    const made = this.extensions++;
    return dice.pick([
      () => `extend type ${dice.pick(this.objects)} {\n  x${made}: ${this.outputType()}\n}`,
      () => `extend enum ${dice.pick(this.enums)} {\n  X${made}\n}`,
      () => `extend input ${dice.pick(this.inputs)} {\n  x${made}: Int\n}`,
      () => `extend type Query {\n  x${made}: Int\n}`,
    ])();
  }

  text() {
    const { dice } = this;
    this.extensions = 0;
    const all = {};
    const parts = [
      ...this.directives.map((n) => this.directive(n)),
      ...this.customs.map((n) => `${this.description()}scalar ${n}${dice.chance(0.3) ? ' @specifiedBy(url: "https://x")' : ""}${this.applied("SCALAR")}`),
      ...this.enums.map((n) => `${this.description()}enum ${n}${this.applied("ENUM")} {\n  FIRST${this.applied("ENUM_VALUE")}\n  ${this.description()}SECOND\n}`),
      ...this.inputs.map((n, i) => this.input(n, i)),
      ...this.interfaces.map((n) => this.composite("interface", n, "INTERFACE", all)),
      ...this.objects.map((n) => this.composite("type", n, "OBJECT", all)),
      ...this.unions.map((n) => `${this.description()}union ${n}${this.applied("UNION")} = ${dice.chance(0.2) ? "| " : ""}${this.objects.filter((_, i) => i === 0 || dice.chance(0.5)).join(" | ")}`),
      this.composite("type", "Query", "OBJECT", all),
    ];
    const mutation = dice.chance(0.4);
    if (mutation) parts.push(this.composite("type", "Mutation", "OBJECT", all));
    if (dice.chance(0.5)) parts.push(`schema${this.applied("SCHEMA")} {\n  query: Query\n${mutation ? "  mutation: Mutation\n" : ""}}`);
    while (dice.chance(0.5)) parts.push(this.extension());
    // In any order.
    for (let i = parts.length - 1; i > 0; --i) {
      const j = dice.below(i + 1);
      [parts[i], parts[j]] = [parts[j], parts[i]];
    }
    return parts.join("\n\n");
  }
}

function replaceOne(text, dice, pattern, by) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const match = dice.pick(found);
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

const kinds = ["scalar", "type", "interface", "union", "enum", "input"];
const breakages = [
  (text, dice) => replaceOne(text, dice, /(?<=: \[*)[A-Z]\w*/g, () => dice.pick(["Nope", "I0", "O0", "E0", "U0", "N0", "Query"])),
  (text, dice) => replaceOne(text, dice, /(?<=[\w\]])!/g, () => ""),
  (text, dice) => replaceOne(text, dice, /: \w+(?=[\s,)])/g, (m) => `${m}!`),
  (text, dice) => replaceOne(text, dice, /^ {2}\w+.*$/gm, (m) => `${m}\n${m}`),
  (text, dice) => replaceOne(text, dice, /^ {2}\w+.*$/gm, () => ""),
  (text, dice) => replaceOne(text, dice, /\b[A-Z]\w*(?= (implements|@|\{|=))/g, () => dice.pick(["O0", "Query", "__T", "E0", "S0"])),
  (text, dice) => replaceOne(text, dice, /\b\w+(?=: )/g, () => dice.pick(["__f", "alpha", "o0f0", "n0f0"])),
  (text, dice) => replaceOne(text, dice, /^(scalar|type|interface|union|enum|input)\b/gm, () => dice.pick(kinds)),
  (text, dice) => replaceOne(text, dice, /^(extend )(type|enum|input)\b/gm, () => `extend ${dice.pick(kinds)}`),
  (text, dice) => replaceOne(text, dice, / implements [\w &]+/g, () => dice.pick([" implements N0", " implements O0", " implements N1 & N1", " implements Nope", ""])),
  (text, dice) => replaceOne(text, dice, / & N\d/g, () => ""),
  (text, dice) => replaceOne(text, dice, /^union .*$/gm, () => dice.pick(["union U0 = O0 | O0", "union U0 = N0", "union U0 = Int", "union U0", "union U0 = Nope"])),
  (text, dice) => replaceOne(text, dice, / @\w+(\([^)]*\))?/g, (m) => dice.pick(["", " @nope", `${m}${m}`, " @skip(if: true)", " @d0(nope: 1)", " @d0(n: 1, n: 2)", " @deprecated", " @oneOf", " @specifiedBy"])),
  (text, dice) => replaceOne(text, dice, /(?<=\w)(?= \{)/g, () => dice.pick([" @nope", " @d0", " @d1 @d1", " @oneOf", " @deprecated"])),
  (text, dice) => replaceOne(text, dice, /(?<=: \[*\w+[\]!]*)(?=$)/gm, () => dice.pick([" @deprecated", " @d0", " @d1", " @specifiedBy(url: 5)", " @include(if: true)"])),
  (text, dice) => replaceOne(text, dice, /\bFIRST\b/g, () => dice.pick(["SECOND", "true", "null", "__X"])),
  (text, dice) => replaceOne(text, dice, /\bquery: Query/g, () => dice.pick(["query: Nope", "query: E0", "mutation: O0", "query: Query subscription: Query", "query: Query query: O0", "query: O0"])),
  (text, dice) => replaceOne(text, dice, /\{[^{}]*\}/g, () => ""),
  (text, dice) => replaceOne(text, dice, /\w+|[{}()[\]:=|&@!]/g, () => ""),
  (text, dice) => `${text}\n${dice.pick(["{ a }", "schema { query: Query }", "scalar S0", "directive @d0 on FIELD", "extend type Nope { a: Int }", "extend schema { query: O0 }", "extend schema @nope", "extend union Query = O0", "type T implements Named { a: Int }", "input J { j: J! }", "input J { j: [J!]! k: K! } input K { j: J! }", "interface P implements P { a: Int }", "type Subscription { a: Int }", "directive @x(a: O0) on FIELD", "directive @__x on FIELD", "directive @x(__a: Int, b: Int, b: Int) on FIELD", "directive @x(a: Int! @deprecated) on FIELD", "input Z { a: Int! @deprecated }", "type Z { a(b: Int! @deprecated): Int }", "fragment F on Query { a }", "extend scalar Int @nope", "enum Z { A A }", "type Z { a: Int, a: Int }"])}`,
];

export function makeSchema(seed) {
  const dice = random(seed);
  const text = new SchemaWriter(dice).text();
  return dice.chance(0.65) ? dice.pick(breakages)(text, dice) : text;
}
