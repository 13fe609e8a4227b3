// Schemas that together use every kind of type and every place of an input value.
export const schemas = {
  pets: `
    interface Named { name(surname: Boolean = true): String }
    interface Pet implements Named { name(surname: Boolean = true): String  age: Int!  owner: Person }
    type Dog implements Named & Pet { name(surname: Boolean = true): String  age: Int!  owner: Person  barks: Boolean!  friends: [Pet!]! }
    type Cat implements Named & Pet { name(surname: Boolean = true): String  age: Int!  owner: Person  lives: Int  mood: Mood }
    type Person implements Named { name(surname: Boolean = true): String  pets(first: Int = 10, kinds: [Kind!]): [Pet]  id: ID! }
    union Anything = Dog | Cat | Person
    enum Mood { HAPPY ANGRY }
    enum Kind { DOG CAT }
    input Filter { name: String = "x"  ages: [Int!]  kind: Kind  and: Filter  moods: [[Mood]] }
    input By @oneOf { id: ID  name: String }
    type Query {
      pet(id: ID!): Pet  pets(filter: Filter, first: Int! = 3): [Pet!]  person: Person!
      anything: [Anything]  find(by: By!): Named  matrix(rows: [[Int!]!]): [[Int]]  mood(is: Mood = HAPPY): Mood!
    }
    type Mutation { rename(id: ID!, name: String!): Pet  clear: Boolean!  add(filter: Filter!): [Anything!]! }`,
  shop: `
    type Price { amount: Float!  currency: Currency! }
    enum Currency { EUR USD @deprecated(reason: "no") }
    interface Node { id: ID! }
    type Product implements Node { id: ID!  title(locale: String = "en"): String!  price(in: Currency = EUR): Price  tags: [String!]!  related(first: Int): [Product!] }
    type Order implements Node { id: ID!  lines: [Line!]!  total: Float!  paid: Boolean }
    type Line { product: Product!  count: Int! }
    input LineInput { product: ID!  count: Int! = 1  note: String }
    input OrderInput { lines: [LineInput!]!  express: Boolean = false  weight: Float }
    type Query { node(id: ID!): Node  nodes(ids: [ID!]!): [Node]!  products(tags: [String], max: Float): [Product]  order(input: OrderInput): Order  total: Float  count: Int }
    type Mutation { place(input: OrderInput!): Order!  cancel(id: ID = 5): Order }`,
};
