# Messages that are stored in DynamoDB and pushed to whoever listens: the API as Terraform.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_appsync_graphql_api" "api" {
  name                = "example-api"
  authentication_type = "API_KEY"

  schema = <<-EOT
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
  EOT
}

resource "aws_appsync_api_key" "key" {
  api_id = aws_appsync_graphql_api.api.id
}

resource "aws_dynamodb_table" "messages" {
  name         = "messageTable"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_iam_role" "data_source" {
  name = "appsync-datasource-role"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "appsync.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_appsync_datasource" "messages" {
  api_id           = aws_appsync_graphql_api.api.id
  name             = "messageTableDataSource"
  type             = "AMAZON_DYNAMODB"
  service_role_arn = aws_iam_role.data_source.arn

  dynamodb_config {
    table_name = aws_dynamodb_table.messages.name
  }
}

resource "aws_appsync_resolver" "get_message" {
  api_id      = aws_appsync_graphql_api.api.id
  type        = "Query"
  field       = "getMessage"
  data_source = aws_appsync_datasource.messages.name

  request_template = <<-EOT
    {
      "version": "2017-02-28",
      "operation": "GetItem",
      "key": {
        "id": $util.dynamodb.toDynamoDBJson($ctx.args.id)
      }
    }
  EOT

  response_template = "$util.toJson($ctx.result)"
}

resource "aws_appsync_resolver" "add_message" {
  api_id      = aws_appsync_graphql_api.api.id
  type        = "Mutation"
  field       = "addMessage"
  data_source = aws_appsync_datasource.messages.name

  request_template = <<-EOT
    {
      "version": "2017-02-28",
      "operation": "PutItem",
      "key": {
        "id": { "S": "$util.autoId()" }
      },
      "attributeValues": {
        "content": $util.dynamodb.toDynamoDBJson($ctx.args.content)
      }
    }
  EOT

  response_template = "$util.toJson($ctx.result)"
}

# Syncline pushes what addMessage returns: nothing more is needed. On AppSync the schema would have
# to say @aws_subscribe(mutations: ["addMessage"]).
resource "aws_appsync_resolver" "message_added" {
  api_id = aws_appsync_graphql_api.api.id
  type   = "Subscription"
  field  = "messageAdded"
  kind   = "PIPELINE"

  request_template = <<-EOT
    {
      "version": "2017-02-28",
      "payload": {}
    }
  EOT

  response_template = "$util.toJson(null)"

  pipeline_config {
    functions = []
  }
}

output "graphql_url" {
  value = aws_appsync_graphql_api.api.uris["GRAPHQL"]
}

output "realtime_url" {
  value = aws_appsync_graphql_api.api.uris["REALTIME"]
}

output "api_key" {
  value     = aws_appsync_api_key.key.key
  sensitive = true
}
