// Documents, variables and data for a schema, from a seed: most are valid, and some are broken in one
// place. The same seed gives the same documents for ever, so that a difference can be looked at.
import {
  isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType,
  isObjectType, getNamedType, getNullableType, GraphQLNonNull, GraphQLString,
} from "graphql";

// mulberry32: small, and the same everywhere.
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (n) => Math.floor(next() * n),
    chance: (p) => next() < p,
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

const names = ["a", "b", "c", "d", "e"];
const blocks = [
  { text: '"""\n  block\n    text\n"""', json: "block\n  text" },
  { text: '"""one line"""', json: "one line" },
  { text: '"""  "quoted" \\""" and\n\n   more\r\n  \\n """', json: '  "quoted" """ and\n\n more\n\\n ' },
  { text: '"""\n\t\ttabs\n\t\u2603\n\n"""', json: "\ttabs\n\u2603" },
  { text: '""""""', json: "" },
];

class Writer {
  constructor(schema, dice) {
    this.schema = schema;
    this.dice = dice;
    this.fragments = []; // {name, type, text}
    this.variables = []; // {name, type, fallback, value}
    this.aliases = 0;
    this.deepest = dice.chance(0.1) ? 9 : 4;
  }

  // An input value as text, and as JSON for variables.
  value(type, depth = 0) {
    const { dice } = this;
    if (isNonNullType(type)) return this.present(type.ofType, depth);
    if (dice.chance(0.1)) return { text: "null", json: null };
    return this.present(type, depth);
  }

  present(type, depth) {
    const { dice } = this;
    if (isListType(type)) {
      if (dice.chance(0.15)) return this.value(type.ofType, depth + 1); // a list of one
      const items = Array.from({ length: dice.below(3) }, () => this.value(type.ofType, depth + 1));
      return { text: `[${items.map((i) => i.text).join(dice.pick([", ", " "]))}]`, json: items.map((i) => i.json) };
    }
    if (isInputObjectType(type)) return this.object(type, depth);
    if (isEnumType(type)) {
      const name = dice.pick(type.getValues()).name;
      return { text: name, json: name };
    }
    return this.scalar(type.name);
  }

  object(type, depth) {
    const { dice } = this;
    let fields = Object.values(type.getFields());
    if (type.isOneOf) {
      const field = dice.pick(fields);
      const chosen = this.present(getNullableType(field.type), depth + 1);
      return { text: `{${field.name}: ${chosen.text}}`, json: { [field.name]: chosen.json } };
    }
    fields = fields.filter((f) => {
      const needed = isNonNullType(f.type) && f.defaultValue === undefined;
      return needed || (depth < 3 && dice.chance(0.5));
    });
    const given = fields.map((f) => [f.name, this.value(f.type, depth + 1)]);
    return {
      text: `{${given.map(([n, v]) => `${n}: ${v.text}`).join(", ")}}`,
      json: Object.fromEntries(given.map(([n, v]) => [n, v.json])),
    };
  }

  scalar(name) {
    const { dice } = this;
    const string = dice.pick(["", "x", "é☃", "two words", "\u{1f600}", 'q"q', "b\\b"]);
    const integer = dice.pick([0, 1, -1, 42, 2147483647, -2147483648]);
    switch (name) {
      case "Int": return { text: String(integer), json: integer };
      case "Float": {
        const text = dice.pick(["0.5", "1e3", "-2.25", String(integer)]);
        return { text, json: Number(text) };
      }
      case "Boolean": {
        const value = dice.chance(0.5);
        return { text: String(value), json: value };
      }
      case "ID":
        if (dice.chance(0.5)) return { text: String(integer), json: integer };
    }
    if (name === "Any" && dice.chance(0.7)) return this.anything(0);
    if (dice.chance(0.15)) return dice.pick(blocks);
    return { text: JSON.stringify(string), json: string };
  }

  // A value of a scalar that takes any.
  anything(depth) {
    const { dice } = this;
    const kind = dice.below(depth < 3 ? 7 : 5);
    if (kind < 3) return this.scalar(dice.pick(["Int", "Float", "Boolean", "String"]));
    if (kind === 3) return { text: "NAME", json: "NAME" };
    if (kind === 4) return depth > 0 ? { text: "null", json: null } : { text: "1", json: 1 };
    const items = Array.from({ length: dice.below(3) }, () => this.anything(depth + 1));
    if (kind === 5) return { text: `[${items.map((i) => i.text).join(", ")}]`, json: items.map((i) => i.json) };
    return {
      text: `{${items.map((item, i) => `k${i}: ${item.text}`).join(", ")}}`,
      json: Object.fromEntries(items.map((item, i) => [`k${i}`, item.json])),
    };
  }

  // An argument's value, now and then by a variable.
  argument(type, hasDefault) {
    const { dice } = this;
    if (!dice.chance(0.3)) return this.value(type).text;
    const name = `v${this.variables.length}`;
    let declared = String(type);
    let fallback = "";
    if (isNonNullType(type)) {
      if (dice.chance(0.2)) {
        declared = String(type.ofType);
        fallback = ` = ${this.present(type.ofType, 0).text}`;
      }
    } else if (dice.chance(0.2)) {
      declared += "!";
    } else if (dice.chance(0.2)) {
      fallback = ` = ${this.value(type).text}`;
    }
    const variable = { name, declared, fallback };
    const optional = !declared.endsWith("!");
    if (!optional || dice.chance(0.7)) {
      variable.value = declared.endsWith("!") || fallback !== "" ? this.present(getNullableType(type), 0).json : this.value(type).json;
    }
    this.variables.push(variable);
    return `$${name}`;
  }

  arguments(field) {
    const given = field.args.filter((a) => {
      const needed = isNonNullType(a.type) && a.defaultValue === undefined;
      return needed || this.dice.chance(0.5);
    });
    if (given.length === 0) return "";
    return `(${given.map((a) => `${a.name}: ${this.argument(a.type, a.defaultValue !== undefined)}`).join(", ")})`;
  }

  // `place` in the schema's words; variables may not stand where they are defined.
  directives(place) {
    const { dice } = this;
    let all = "";
    if (["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"].includes(place) && dice.chance(0.1)) {
      const name = dice.pick(["skip", "include"]);
      const condition = dice.chance(0.3) ? this.argument(this.schema.getDirective("skip").args[0].type) : dice.pick(["true", "false"]);
      all += ` @${name}(if: ${condition})`;
    }
    const own = this.schema.getDirectives().filter((d) => ["tag", "once", "fieldOnly"].includes(d.name) && d.locations.includes(place));
    while (dice.chance(0.06)) {
      const directive = dice.pick(own);
      if (!directive.isRepeatable && all.includes(`@${directive.name}`)) continue;
      const given = directive.args.filter((a) => isNonNullType(a.type) && a.defaultValue === undefined || dice.chance(0.5));
      const value = (a) => (place === "VARIABLE_DEFINITION" ? this.value(a.type).text : this.argument(a.type));
      all += ` @${directive.name}${given.length > 0 ? `(${given.map((a) => `${a.name}: ${value(a)}`).join(" ")})` : ""}`;
    }
    return all;
  }

  // What a schema says about itself, as far as its order and its words are laid down.
  meta() {
    const { dice } = this;
    const reference = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
    const parts = [
      "kind", "name", "specifiedByURL", "isOneOf", "__typename", `interfaces { ${reference} }`, "possibleTypes { name }",
      `fields${dice.pick(["", "(includeDeprecated: true)", "(includeDeprecated: false)"])} { name isDeprecated deprecationReason type { ${reference} } args { name } }`,
      `enumValues${dice.pick(["", "(includeDeprecated: true)"])} { name isDeprecated deprecationReason }`,
      `inputFields${dice.pick(["", "(includeDeprecated: true)"])} { name isDeprecated type { ${reference} } }`, `ofType { ${reference} }`,
    ].filter(() => dice.chance(0.4));
    const alias = `${dice.pick(names)}${this.aliases++}: `;
    if (dice.chance(0.2)) return `${alias}__schema { queryType { name } mutationType { name } subscriptionType { ${["kind", ...parts].join(" ")} } }`;
    const named = dice.pick([...Object.keys(this.schema.getTypeMap()).filter((n) => !n.startsWith("__")), "Nope"]);
    return `${alias}__type(name: ${dice.chance(0.2) ? this.argument(new GraphQLNonNull(GraphQLString)) : JSON.stringify(named)}) { ${["name", ...parts].join(" ")} }`;
  }

  selections(type, depth) {
    const { dice } = this;
    const parts = [];
    const count = 1 + dice.below(4);
    for (let i = 0; i < count; ++i) parts.push(this.selection(type, depth));
    return `{ ${parts.join(dice.pick([" ", "\n", ", "]))} }`;
  }

  selection(type, depth) {
    const { dice } = this;
    if (type === this.schema.getQueryType() && dice.chance(0.04)) return this.meta();
    const kind = dice.below(this.deepest > 4 ? 4 : 10);
    if (kind === 0 && depth < this.deepest) return this.inline(type, depth);
    if (kind === 1 && depth < this.deepest) return this.spread(type, depth);
    const fields = type.getFields ? Object.values(type.getFields()) : [];
    if (kind === 2 || fields.length === 0) return dice.chance(0.3) ? `t${this.aliases++}: __typename` : "__typename";
    let field = dice.pick(fields);
    if (depth >= 4 && isCompositeType(getNamedType(field.type))) {
      field = fields.find((f) => !isCompositeType(getNamedType(f.type)));
      if (field === undefined) return "__typename";
    }
    // Without an alias two selections of one field with arguments would seldom merge.
    const plain = field.args.length === 0 && dice.chance(0.7);
    const alias = plain ? "" : `${dice.pick(names)}${this.aliases++}: `;
    const below = isCompositeType(getNamedType(field.type)) ? ` ${this.selections(getNamedType(field.type), depth + 1)}` : "";
    return `${alias}${field.name}${this.arguments(field)}${this.directives("FIELD")}${below}`;
  }

  fitting(type) {
    const possible = isAbstractType(type) ? this.schema.getPossibleTypes(type) : [type];
    const abstract = Object.values(this.schema.getTypeMap()).filter(
      (t) => isAbstractType(t) && this.schema.getPossibleTypes(t).some((p) => possible.includes(p)));
    return this.dice.pick([type, ...possible, ...abstract]);
  }

  inline(type, depth) {
    const inner = this.dice.chance(0.3) ? type : this.fitting(type);
    const condition = inner === type && this.dice.chance(0.5) ? "" : ` on ${inner.name}`;
    return `...${condition}${this.directives("INLINE_FRAGMENT")} ${this.selections(inner, depth + 1)}`;
  }

  spread(type, depth) {
    const inner = this.fitting(type);
    const known = this.fragments.filter((f) => f.type === inner && f.text !== "");
    if (known.length > 0 && this.dice.chance(0.5)) return `...${this.dice.pick(known).name}${this.directives("FRAGMENT_SPREAD")}`;
    const fragment = { name: `F${this.fragments.length}`, type: inner, text: "" };
    this.fragments.push(fragment);
    const below = this.selections(inner, depth + 1);
    fragment.text = `fragment ${fragment.name} on ${inner.name}${this.directives("FRAGMENT_DEFINITION")} ${below}`;
    return `...${fragment.name}${this.directives("FRAGMENT_SPREAD")}`;
  }

  // One root field, as subscriptions must have, perhaps in a fragment.
  lone(root) {
    const field = this.dice.pick(Object.values(root.getFields()));
    const below = isCompositeType(getNamedType(field.type)) ? ` ${this.selections(getNamedType(field.type), 1)}` : "";
    const text = `${field.name}${this.arguments(field)}${below}`;
    return this.dice.chance(0.2) ? `{ ... on ${root.name} { ${text} } }` : `{ ${text} }`;
  }

  document() {
    const { dice, schema } = this;
    const kind = dice.pick(["query", "query", "query", "query", "query", "query", "mutation", "mutation", "subscription"]);
    const root = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }[kind];
    const body = kind === "subscription" && dice.chance(0.8) ? this.lone(root) : this.selections(root, 0);
    const operationDirectives = this.directives(kind.toUpperCase());
    const declared = this.variables.map((v) => `$${v.name}: ${v.declared}${v.fallback}${this.directives("VARIABLE_DEFINITION")}`).join(dice.pick([", ", " "]));
    const head = declared !== "" ? `(${declared})` : "";
    const shorthand = kind === "query" && head === "" && operationDirectives === "" && dice.chance(0.3);
    const operation = shorthand ? body : `${kind} ${dice.chance(0.5) ? "Q" : ""}${head}${operationDirectives} ${body}`;
    return dice.chance(0.5)
      ? [operation, ...this.fragments.map((f) => f.text)].join("\n")
      : [...this.fragments.map((f) => f.text), operation].join("\n\n");
  }
}

// One broken place. What comes out may still be valid by accident: both sides are asked alike.
const breakages = [
  (text, dice) => replaceOne(text, dice, /\b[a-z][A-Za-z]*\b/g, () => dice.pick(["nope", "id", "name", "__typename"])),
  (text, dice) => replaceOne(text, dice, /\bon \w+/g, () => `on ${dice.pick(["Nope", "Query", "Dog", "Cat", "String", "Pet"])}`),
  (text, dice) => replaceOne(text, dice, /\.\.\.F\d+/g, () => dice.pick(["...F0", "...F99", "...F1"])),
  (text, dice) => replaceOne(text, dice, /: (-?\d+|"[^"\n]*"|true|false|null)/g, () => `: ${dice.pick(["1", '"s"', "true", "null", "1.5", "BAD", "[1]", "{a: 1}", "$v0", "99999999999"])}`),
  (text, dice) => replaceOne(text, dice, /\$v\d+: [\w[\]!]+/g, (m) => `${m.split(":")[0]}: ${dice.pick(["Int", "String!", "[ID]", "Nope", "Pet", "Boolean", "Filter", "Any"])}`),
  (text, dice) => replaceOne(text, dice, /\$v\d+/g, () => `$${dice.pick(["v0", "v1", "nope"])}`),
  (text, dice) => replaceOne(text, dice, /@\w+\([^)]*\)/g, () => dice.pick(["@skip", "@nope", "@include(if: 1)", "@skip(if: true, if: false)", "@deprecated", "@skip(if: true) @skip(if: true)", "@once @once", "@tag(n: 1) @tag", "@fieldOnly(of: DOG)", "@fieldOnly", "@tag(any: $v0)", "@tag(n: \"x\")"])),
  (text, dice) => replaceOne(text, dice, /[a-e]\d+: /g, () => `${dice.pick(names)}0: `),
  (text, dice) => replaceOne(text, dice, /\{ /g, () => `{ ${dice.pick(["x: __typename x: __schema { queryType { name } }", "...F0", "z", "id { x }", "__type(name: 1) { name }"])} `),
  (text, dice) => replaceOne(text, dice, /\)/g, () => dice.pick([", nope: 1)", ", first: 1, first: 2)", ""])),
  (text) => `${text}\nfragment Unused on Query { __typename }`,
  (text, dice) => `${text}\n${dice.pick(["query Q { __typename }", "{ __typename }", "subscription { __typename }", "type T { a: Int }", "fragment F0 on Query { __typename }"])}`,
  (text, dice) => dropToken(text, dice),
  (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at) + dice.pick(["!", "{", "}", "(", "\u0007", '"', "...", "@", "0x1", "01", "\ufeff", "#c\n", ","]) + text.slice(at);
  },
];

function replaceOne(text, dice, pattern, by) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const match = dice.pick(found);
  return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
}

function dropToken(text, dice) {
  return replaceOne(text, dice, /[A-Za-z_]\w*|[{}()[\]:$@!]|\.\.\./g, () => "");
}

// Data for the root fields of a type: nulls and wrong kinds among them.
function data(schema, type, dice, depth = 0) {
  if (isNonNullType(type)) return dice.chance(0.03) ? null : data(schema, type.ofType, dice, depth);
  if (dice.chance(0.08)) return null;
  if (isListType(type)) {
    if (dice.chance(0.03)) return "not a list";
    return Array.from({ length: dice.below(4) }, () => data(schema, type.ofType, dice, depth + 1));
  }
  if (isAbstractType(type) || isObjectType(type)) {
    if (depth > 5) return null;
    const object = isAbstractType(type) ? dice.pick(schema.getPossibleTypes(type)) : type;
    const out = { __typename: object.name };
    for (const field of Object.values(object.getFields())) out[field.name] = data(schema, field.type, dice, depth + 1);
    return out;
  }
  if (isEnumType(type)) return dice.chance(0.05) ? "NO_SUCH" : dice.pick(type.getValues()).name;
  // Wrong for everybody: AppSync makes a String or an ID of whatever it gets.
  const text = ["String", "ID"].includes(type.name);
  if (!text && dice.chance(0.05)) {
    return dice.pick([{ a: 1 }, [1], ...(type.name === "Int" ? ["text", 3000000000, 1.5] : [])]);
  }
  switch (type.name) {
    case "Int": return dice.pick([0, -7, 2147483647]);
    case "Float": return dice.pick([0.5, 2, -1e21, 1e-7]);
    case "Boolean": return dice.chance(0.5);
    case "Any": return dice.pick([1, "any", true, { a: [1, null] }, [], 0.5]);
    default: return dice.pick(["", "text", "snow ☃", "12"]);
  }
}

export function makeCase(schema, seed) {
  const dice = random(seed);
  const writer = new Writer(schema, dice);
  let document = writer.document();
  const breaks = dice.chance(0.5) ? 1 + dice.below(2) : 0;
  for (let i = 0; i < breaks; ++i) document = dice.pick(breakages)(document, dice);
  const variables = {};
  for (const variable of writer.variables) {
    if (variable.value !== undefined) variables[variable.name] = variable.value;
    if (dice.chance(0.04)) variables[variable.name] = dice.pick([null, 1, "s", [1], { a: 1 }, true]);
  }
  const root = {};
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) root[field.name] = data(schema, field.type, dice, 0);
  }
  return { document, variables, root };
}
