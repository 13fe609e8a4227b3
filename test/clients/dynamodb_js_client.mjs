// AWS's JavaScript SDK v3 as its users write it: plain and document client, waiters, paginators.
// Ends with an error when an answer is not what DynamoDB's is.
import { randomUUID } from "node:crypto";
import assert from "node:assert/strict";
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  CreateBackupCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  TagResourceCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  NumberValue,
  paginateQuery,
  paginateScan,
  PutCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const settings = {
  endpoint: process.env.SERVER,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
};
const client = new DynamoDBClient(settings);
const documents = DynamoDBDocumentClient.from(client);
const TableName = "music";

async function tables() {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      Tags: [{ Key: "team", Value: "a" }],
      AttributeDefinitions: ["artist", "song", "genre"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: [
        { AttributeName: "artist", KeyType: "HASH" },
        { AttributeName: "song", KeyType: "RANGE" },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: "byGenreOfArtist",
          KeySchema: [
            { AttributeName: "artist", KeyType: "HASH" },
            { AttributeName: "genre", KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: "ALL" },
        },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "byGenre",
          KeySchema: [{ AttributeName: "genre", KeyType: "HASH" }],
          Projection: { ProjectionType: "KEYS_ONLY" },
        },
      ],
    }),
  );
  assert.match(TableDescription.TableArn, /^arn:aws:dynamodb:us-east-1:\d{12}:table\/music$/);
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 20 }, { TableName });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  assert.equal(Table.TableStatus, "ACTIVE");
  assert.ok(Math.abs(Table.CreationDateTime.getTime() - Date.now()) < 60_000);
  await assert.rejects(
    client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "artist", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "artist", KeyType: "HASH" }],
      }),
    ),
    (error) => error instanceof ResourceInUseException && error.message === "Table already exists: music",
  );
  const ResourceArn = Table.TableArn;
  await client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: "stage", Value: "b" }] }));
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }));
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
}

async function items() {
  const song = {
    artist: "Björk",
    song: "Jóga",
    genre: "art",
    year: 1997,
    exact: NumberValue.from("1.2345678901234567890123456789012345678"),
    bits: new Uint8Array([0, 1, 254, 255]),
    on: true,
    nothing: null,
    empty: "",
    list: [1, "two", [3]],
    map: { deep: { er: ["x"] } },
    words: new Set(["a", "b"]),
    numbers: new Set([1, 2.5]),
    bytes: new Set([new Uint8Array([1])]),
  };
  await documents.send(new PutCommand({ TableName, Item: song }));
  const Key = { artist: song.artist, song: song.song };
  const exact = DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
    unmarshallOptions: { wrapNumbers: true },
  });
  const { Item } = await exact.send(new GetCommand({ TableName, Key }));
  assert.equal(Item.exact.value, song.exact.value);
  const { Item: plain } = await documents.send(
    new GetCommand({ TableName, Key, ProjectionExpression: "#y, bits, #m.deep, words, numbers, nothing, #l[1]",
      ExpressionAttributeNames: { "#y": "year", "#m": "map", "#l": "list" } }),
  );
  assert.deepEqual(plain, {
    year: 1997,
    bits: song.bits,
    map: { deep: { er: ["x"] } },
    words: song.words,
    numbers: song.numbers,
    nothing: null,
    list: ["two"],
  });

  const { Attributes } = await documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: "SET plays = if_not_exists(plays, :none) + :one REMOVE nothing ADD words :more",
      ExpressionAttributeValues: { ":none": 0, ":one": 1, ":more": new Set(["c"]) },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  assert.deepEqual(Attributes, { plays: 1, words: new Set(["a", "b", "c"]) });

  await assert.rejects(
    documents.send(
      new PutCommand({
        TableName,
        Item: Key,
        ConditionExpression: "attribute_not_exists(artist)",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
      }),
    ),
    (error) => {
      assert.ok(error instanceof ConditionalCheckFailedException);
      assert.equal(error.name, "ConditionalCheckFailedException");
      assert.equal(error.message, "The conditional request failed");
      assert.equal(error.Item.genre.S ?? error.Item.genre, "art");
      assert.match(error.$metadata.requestId, /^[0-9A-Z]{52}$/);
      return true;
    },
  );
  const deleted = await documents.send(new DeleteCommand({ TableName, Key, ReturnValues: "ALL_OLD" }));
  assert.equal(deleted.Attributes.plays, 1);
  assert.deepEqual((await client.send(new GetItemCommand({
    TableName, Key: { artist: { S: song.artist }, song: { S: song.song } },
  }))).Item, undefined);
}

async function pages() {
  const all = Array.from({ length: 30 }, (_, index) => ({
    artist: "many", song: String(index).padStart(2, "0"), genre: index % 2 ? "odd" : "even",
  }));
  for (const half of [all.slice(0, 15), all.slice(15)]) {
    const { UnprocessedItems } = await documents.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: half.map((Item) => ({ PutRequest: { Item } })) } }),
    );
    assert.deepEqual(UnprocessedItems, {});
  }
  const { Responses } = await client.send(new BatchGetItemCommand({
    RequestItems: { [TableName]: { Keys: all.slice(0, 3).map(({ artist, song }) => ({ artist: { S: artist }, song: { S: song } })) } },
  }));
  assert.equal(Responses[TableName].length, 3);

  const gather = async (paginator) => {
    const found = [];
    for await (const page of paginator) found.push(page.Items);
    return found;
  };
  const query = { TableName, KeyConditionExpression: "artist = :a", ExpressionAttributeValues: { ":a": "many" } };
  const queried = await gather(paginateQuery({ client: documents, pageSize: 10 }, { ...query }));
  assert.ok(queried.length >= 3);
  assert.deepEqual(queried.flat(), all);
  const scanned = await gather(paginateScan({ client: documents, pageSize: 10 }, { TableName }));
  assert.equal(scanned.flat().length, all.length);
  const indexed = await gather(paginateQuery({ client: documents, pageSize: 5 }, {
    TableName, IndexName: "byGenre", KeyConditionExpression: "genre = :g", ExpressionAttributeValues: { ":g": "odd" },
  }));
  assert.equal(indexed.flat().length, 15);
  const local = await gather(paginateQuery({ client: documents }, { ...query, IndexName: "byGenreOfArtist", ScanIndexForward: false }));
  assert.equal(local.flat()[0].genre, "odd");
}

async function transactions() {
  const one = { artist: "t", song: "1" };
  const two = { artist: "t", song: "2" };
  await documents.send(new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName, Item: { ...one, n: 1 } } },
      { Update: { TableName, Key: two, UpdateExpression: "SET n = :n", ExpressionAttributeValues: { ":n": 2 } } },
    ],
    ClientRequestToken: randomUUID(),  // the server remembers those of ten minutes
  }));
  const { Responses } = await documents.send(new TransactGetCommand({
    TransactItems: [one, two, { artist: "t", song: "3" }].map((Key) => ({ Get: { TableName, Key } })),
  }));
  assert.deepEqual(Responses, [{ Item: { ...one, n: 1 } }, { Item: { ...two, n: 2 } }, {}]);
  await assert.rejects(
    client.send(new TransactWriteItemsCommand({
      TransactItems: [
        { Delete: { TableName, Key: { artist: { S: "t" }, song: { S: "1" } } } },
        {
          ConditionCheck: {
            TableName, Key: { artist: { S: "t" }, song: { S: "2" } }, ConditionExpression: "n = :n",
            ExpressionAttributeValues: { ":n": { N: "3" } }, ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          },
        },
      ],
    })),
    (error) => {
      assert.ok(error instanceof TransactionCanceledException);
      assert.match(error.message, /\[None, ConditionalCheckFailed\]$/);
      assert.deepEqual(error.CancellationReasons.map(({ Code }) => Code), ["None", "ConditionalCheckFailed"]);
      assert.equal(error.CancellationReasons[1].Item.n.N, "2");
      return true;
    },
  );
  assert.equal((await documents.send(new GetCommand({ TableName, Key: one }))).Item.n, 1);
}

async function faults() {
  await assert.rejects(
    client.send(new GetItemCommand({ TableName: "nobody", Key: { a: { S: "1" } } })),
    (error) => error instanceof ResourceNotFoundException && error.message === "Requested resource not found",
  );
  await assert.rejects(
    client.send(new PutItemCommand({ TableName, Item: { artist: { S: "only" } } })),
    { name: "ValidationException", message: "One or more parameter values were invalid: Missing the key song in the item" },
  );
  await assert.rejects(client.send(new CreateBackupCommand({ TableName, BackupName: "none" })), {
    name: "UnknownOperationException",
  });
}

await tables();
await items();
await pages();
await transactions();
await faults();
await client.send(new DeleteTableCommand({ TableName }));
await waitUntilTableNotExists({ client, minDelay: 1, maxWaitTime: 20 }, { TableName });
assert.deepEqual((await client.send(new ListTablesCommand({}))).TableNames, []);
