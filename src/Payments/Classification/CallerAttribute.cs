using Microsoft.Extensions.Compliance.Classification;

namespace CryptoPay.Payments.Classification;

/// <inheritdoc cref="DataClasses.Caller"/>
public sealed class CallerAttribute() : DataClassificationAttribute(DataClasses.Caller);
