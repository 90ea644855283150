using Microsoft.Extensions.Compliance.Classification;

namespace CryptoPay.Payments.Classification;

/// <inheritdoc cref="DataClasses.Personal"/>
public sealed class PersonalAttribute() : DataClassificationAttribute(DataClasses.Personal);
