"""boto3 as its users write it: client and resource, waiters, paginators.

Ends with an error when an answer is not what DynamoDB's is.
"""

import datetime
import decimal
import os

import boto3
import botocore.config
import botocore.exceptions
from boto3.dynamodb.conditions import Attr, Key
from boto3.dynamodb.types import Binary

settings = {
    "endpoint_url": os.environ["SERVER"],
    "region_name": "us-east-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
    "verify": os.environ["CA_FILE"],
    "config": botocore.config.Config(retries={"total_max_attempts": 1}),
}
client = boto3.client("dynamodb", **settings)
resource = boto3.resource("dynamodb", **settings)


def refused(code, message, call, **arguments):
    """The error's response: it must have that code and message."""
    try:
        call(**arguments)
    except botocore.exceptions.ClientError as error:
        found = error.response["Error"]
        assert found["Code"] == code, found
        assert message in found["Message"], found
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert status == 400, status
        return error.response
    raise AssertionError(f"{code} was expected")


def make_table():
    table = resource.create_table(
        TableName="music",
        BillingMode="PAY_PER_REQUEST",
        Tags=[{"Key": "team", "Value": "a"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"}
                              for name in ("artist", "song", "genre")],
        KeySchema=[{"AttributeName": "artist", "KeyType": "HASH"},
                   {"AttributeName": "song", "KeyType": "RANGE"}],
        LocalSecondaryIndexes=[{
            "IndexName": "byGenreOfArtist",
            "KeySchema": [{"AttributeName": "artist", "KeyType": "HASH"},
                          {"AttributeName": "genre", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"}}],
        GlobalSecondaryIndexes=[{
            "IndexName": "byGenre",
            "KeySchema": [{"AttributeName": "genre", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"}}])
    table.wait_until_exists()
    age = datetime.datetime.now(datetime.timezone.utc) - table.creation_date_time
    assert abs(age) < datetime.timedelta(minutes=1), age
    client.tag_resource(ResourceArn=table.table_arn, Tags=[{"Key": "stage", "Value": "b"}])
    client.untag_resource(ResourceArn=table.table_arn, TagKeys=["team"])
    refused("ResourceInUseException", "Table already exists: music", client.create_table,
            TableName="music", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "artist", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "artist", "KeyType": "HASH"}])
    return table


def check_items(table):
    key = {"artist": "Björk", "song": "Jóga"}
    song = {
        **key, "genre": "art", "year": 1997,
        "exact": decimal.Decimal("1.2345678901234567890123456789012345678"),
        "binary": Binary(b"\x00\x01\xfe\xff"), "on": True, "nothing": None, "empty": "",
        "list": [1, "two", [3]], "map": {"deep": {"er": ["x"]}}, "words": {"a", "b"},
        "numbers": {decimal.Decimal(1), decimal.Decimal("2.5")}, "bytes": {Binary(b"\x01")},
    }
    table.put_item(Item=song)
    assert table.get_item(Key=key, ConsistentRead=True)["Item"] == song
    updated = table.update_item(
        Key=key, UpdateExpression="SET plays = if_not_exists(plays, :none) + :one REMOVE nothing",
        ExpressionAttributeValues={":none": 0, ":one": 1}, ReturnValues="UPDATED_NEW")
    assert updated["Attributes"] == {"plays": 1}, updated
    legacy = client.update_item(
        TableName="music", Key={name: {"S": text} for name, text in key.items()},
        AttributeUpdates={"year": {"Action": "DELETE"}, "plays": {"Action": "ADD", "Value": {"N": "2"}}},
        ReturnValues="UPDATED_NEW")
    assert legacy["Attributes"] == {"plays": {"N": "3"}}, legacy
    response = refused("ConditionalCheckFailedException", "The conditional request failed",
                       table.put_item, Item=key, ConditionExpression=Attr("artist").not_exists())
    assert len(response["ResponseMetadata"]["RequestId"]) == 52, response
    assert table.delete_item(Key=key, ReturnValues="ALL_OLD")["Attributes"]["plays"] == 3
    assert "Item" not in table.get_item(Key=key)


def check_pages(table):
    items = [{"artist": "many", "song": f"{number:02}", "genre": "odd" if number % 2 else "even"}
             for number in range(30)]
    with table.batch_writer() as batch:
        for item in items:
            batch.put_item(Item=item)
    found = resource.batch_get_item(RequestItems={"music": {
        "Keys": [{"artist": "many", "song": f"{number:02}"} for number in range(3)]}})
    assert len(found["Responses"]["music"]) == 3, found

    def pages(operation, **arguments):
        paginator = client.get_paginator(operation)
        arguments["PaginationConfig"] = {"PageSize": 10}
        return [page["Items"] for page in paginator.paginate(TableName="music", **arguments)]

    condition = {"KeyConditionExpression": "artist = :a",
                 "ExpressionAttributeValues": {":a": {"S": "many"}}}
    queried = pages("query", **condition)
    assert len(queried) >= 3, queried
    assert [item["song"]["S"] for page in queried for item in page] == [i["song"] for i in items]
    assert sum(len(page) for page in pages("scan")) == 30
    odd = table.query(IndexName="byGenre", KeyConditionExpression=Key("genre").eq("odd"))
    assert odd["Count"] == 15, odd
    local = table.query(IndexName="byGenreOfArtist", Limit=1, ScanIndexForward=False,
                        KeyConditionExpression=Key("artist").eq("many"))
    assert local["Items"][0]["genre"] == "odd", local


def check_transactions(table):
    def key(song):
        return {"artist": {"S": "t"}, "song": {"S": song}}

    client.transact_write_items(TransactItems=[
        {"Put": {"TableName": "music", "Item": {**key("1"), "n": {"N": "1"}}}},
        {"Update": {"TableName": "music", "Key": key("2"), "UpdateExpression": "SET n = :n",
                    "ExpressionAttributeValues": {":n": {"N": "2"}}}}])
    read = client.transact_get_items(TransactItems=[
        {"Get": {"TableName": "music", "Key": key(song)}} for song in ("1", "2", "3")])
    assert [one.get("Item", {}).get("n") for one in read["Responses"]] == [{"N": "1"}, {"N": "2"}, None]
    response = refused(
        "TransactionCanceledException", "[None, ConditionalCheckFailed]",
        client.transact_write_items, TransactItems=[
            {"Delete": {"TableName": "music", "Key": key("1")}},
            {"ConditionCheck": {"TableName": "music", "Key": key("2"),
                                "ConditionExpression": "n = :n",
                                "ExpressionAttributeValues": {":n": {"N": "3"}}}}])
    reasons = [reason["Code"] for reason in response["CancellationReasons"]]
    assert reasons == ["None", "ConditionalCheckFailed"], reasons
    assert table.get_item(Key={"artist": "t", "song": "1"})["Item"]["n"] == 1


def main():
    table = make_table()
    check_items(table)
    check_pages(table)
    check_transactions(table)
    refused("ResourceNotFoundException", "Requested resource not found", client.get_item,
            TableName="nobody", Key={"a": {"S": "1"}})
    refused("ValidationException", "Missing the key song in the item", client.put_item,
            TableName="music", Item={"artist": {"S": "only"}})
    refused("UnknownOperationException", "", client.create_backup, TableName="music",
            BackupName="none")
    table.delete()
    table.wait_until_not_exists()
    assert client.list_tables()["TableNames"] == []


main()
