bench(http edge engine catalog dynamo store hub source io)
