// Schemas that together use every kind of type, every place of an input value, and directives on every
// executable place.
const directives = `
    directive @tag(n: Int, s: [String!] = ["x"], any: Any) repeatable on QUERY | MUTATION | SUBSCRIPTION | FIELD | FRAGMENT_DEFINITION | FRAGMENT_SPREAD | INLINE_FRAGMENT | VARIABLE_DEFINITION
    directive @once(if: Boolean! = true) on QUERY | MUTATION | SUBSCRIPTION | FIELD | FRAGMENT_DEFINITION | FRAGMENT_SPREAD | INLINE_FRAGMENT | VARIABLE_DEFINITION
    directive @fieldOnly(of: Kind!) on FIELD
    "whatever it is"
    scalar Any @specifiedBy(url: "https://any.example")
    enum Kind { DOG CAT }`;

export const schemas = {
  pets: `${directives}
    interface Named { name(surname: Boolean = true): String }
    interface Pet implements Named { name(surname: Boolean = true): String  age: Int!  owner: Person }
    type Dog implements Named & Pet { name(surname: Boolean = true): String  age: Int!  owner: Person  barks: Boolean!  friends: [Pet!]! }
    type Cat implements Named & Pet { name(surname: Boolean = true): String  age: Int!  owner: Person  lives: Int  mood: Mood }
    type Person implements Named { name(surname: Boolean = true): String  pets(first: Int = 10, kinds: [Kind!]): [Pet]  id: ID!  extra(like: Any): Any }
    union Anything = Dog | Cat | Person
    enum Mood { HAPPY ANGRY }
    input Filter { name: String = "x"  ages: [Int!]  kind: Kind  and: Filter  moods: [[Mood]]  any: Any  anys: [Any!] }
    input By @oneOf { id: ID  name: String }
    type Query {
      pet(id: ID!): Pet  pets(filter: Filter, first: Int! = 3): [Pet!]  person: Person!
      anything: [Anything]  find(by: By!): Named  matrix(rows: [[Int!]!]): [[Int]]  mood(is: Mood = HAPPY): Mood!
      any(value: Any!, values: [Any!]): [Any!]
    }
    type Mutation { rename(id: ID!, name: String!): Pet  clear: Boolean!  add(filter: Filter!): [Anything!]! }
    type Subscription { renamed(id: ID, filter: Filter): Pet  cleared: Boolean }`,
  shop: `${directives}
    "What it costs" type Price { amount: Float!  currency: Currency! }
    """
    of the money
    """
    enum Currency { EUR "old" USD @deprecated(reason: "no") }
    interface Node { id: ID! }
    type Product implements Node { id: ID!  title(locale: String = "en"): String!  price(in: Currency = EUR): Price  tags: [String!]!  related(first: Int): [Product!] old(x: Int @deprecated): Int @deprecated }
    type Order implements Node { id: ID!  lines: [Line!]!  total: Float!  paid: Boolean }
    type Line { product: Product!  count: Int!  data: Any }
    input LineInput { product: ID!  count: Int! = 1  note: String  data: Any = {a: [1, B]} }
    input OrderInput { lines: [LineInput!]!  express: Boolean = false  weight: Float  old: Int @deprecated }
    type Query { node(id: ID!): Node  nodes(ids: [ID!]!): [Node]!  products(tags: [String], max: Float): [Product]  order(input: OrderInput): Order  total: Float  count: Int }
    type Mutation { place(input: OrderInput!): Order!  cancel(id: ID = 5): Order }
    type Subscription { placed(over: Float): Order!  stock: [Int!] }`,
};
