"""Messages that are stored in DynamoDB and pushed to whoever listens: the API as a Pulumi program."""

import json

import pulumi
import pulumi_aws as aws

api = aws.appsync.GraphQLApi(
    "api",
    authentication_type="API_KEY",
    name="example-api",
    schema="""
type Message {
  id: ID!
  content: String
}

type Subscription {
  messageAdded: Message
}

type Query {
  getMessage(id: ID!): Message
}

type Mutation {
  addMessage(content: String!): Message
}

schema {
  query: Query
  mutation: Mutation
  subscription: Subscription
}
""",
)

api_key = aws.appsync.ApiKey("apiKey", api_id=api.id)

message_table = aws.dynamodb.Table(
    "messageTable",
    attributes=[aws.dynamodb.TableAttributeArgs(name="id", type="S")],
    hash_key="id",
    billing_mode="PAY_PER_REQUEST",
)

data_source_role = aws.iam.Role(
    "appsync-datasource-role",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "appsync.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)

data_source = aws.appsync.DataSource(
    "messageTableDataSource",
    api_id=api.id,
    name="messageTableDataSource",
    type="AMAZON_DYNAMODB",
    dynamodb_config=aws.appsync.DataSourceDynamodbConfigArgs(table_name=message_table.name),
    service_role_arn=data_source_role.arn,
)

aws.appsync.Resolver(
    "getMessageResolver",
    api_id=api.id,
    data_source=data_source.name,
    type="Query",
    field="getMessage",
    request_template="""{
  "version": "2017-02-28",
  "operation": "GetItem",
  "key": {
    "id": $util.dynamodb.toDynamoDBJson($ctx.args.id)
  }
}""",
    response_template="$util.toJson($ctx.result)",
)

aws.appsync.Resolver(
    "addMessageResolver",
    api_id=api.id,
    data_source=data_source.name,
    type="Mutation",
    field="addMessage",
    request_template="""{
  "version": "2017-02-28",
  "operation": "PutItem",
  "key": {
    "id": { "S": "$util.autoId()" }
  },
  "attributeValues": {
    "content": $util.dynamodb.toDynamoDBJson($ctx.args.content)
  }
}""",
    response_template="$util.toJson($ctx.result)",
)

# Syncline pushes what addMessage returns: nothing more is needed. On AppSync the schema would have
# to say @aws_subscribe(mutations: ["addMessage"]).
aws.appsync.Resolver(
    "messageAddedResolver",
    api_id=api.id,
    type="Subscription",
    field="messageAdded",
    kind="PIPELINE",
    pipeline_config=aws.appsync.ResolverPipelineConfigArgs(functions=[]),
    request_template="""{
  "version": "2017-02-28",
  "payload": {}
}""",
    response_template="$util.toJson(null)",
)

pulumi.export("graphqlUrl", api.uris["GRAPHQL"])
pulumi.export("realtimeUrl", api.uris["REALTIME"])
pulumi.export("apiKey", api_key.key)
