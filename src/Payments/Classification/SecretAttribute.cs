using Microsoft.Extensions.Compliance.Classification;

namespace CryptoPay.Payments.Classification;

/// <inheritdoc cref="DataClasses.Secret"/>
public sealed class SecretAttribute() : DataClassificationAttribute(DataClasses.Secret);
