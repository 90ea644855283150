using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace CryptoPay.Gateway.Tests.House;

/// <param name="From">A type of ours, by its full name.</param>
/// <param name="To">Another one that it names in a signature, an attribute or the body of a method.</param>
internal sealed record TypeUse(string From, string To)
{
    public static string FolderOf(string type) => type[..type.LastIndexOf('.')];

    public static string NameOf(string type) => type[(type.LastIndexOf('.') + 1)..];
}

/// <summary>
/// Which types of an assembly use which others of it, read from what was compiled. Nested types, and with them lambdas
/// and async methods, count as the type that they stand in. A constant leaves no trace.
/// </summary>
internal static class TypeUses
{
    public static IReadOnlyList<TypeUse> In(string assemblyFile, string inNamespace)
    {
        using var module = ModuleDefinition.ReadModule(assemblyFile);
        return [.. module.GetAllTypes()
            .SelectMany(type => Named(type).SelectMany(Parts), (type, used) => (From: Outermost(type), To: used))
            .Where(use => IsOurs(use.From) && IsOurs(use.To) && use.To.Scope == module)
            .Select(use => new TypeUse(use.From.FullName, use.To.FullName))
            .Distinct()];

        bool IsOurs(TypeReference type) =>
            type.Namespace == inNamespace || type.Namespace.StartsWith($"{inNamespace}.", StringComparison.Ordinal);
    }

    private static IEnumerable<TypeReference?> Named(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes(type), .. type.Fields.SelectMany(Attributes), .. type.Properties.SelectMany(Attributes),
        .. Constraints(type),
        .. type.Methods.SelectMany(Named),
    ];

    private static IEnumerable<TypeReference?> Named(MethodDefinition method) =>
    [
        .. Signature(method), .. Attributes(method), .. Constraints(method),
        .. method.HasBody ? method.Body.Variables.Select(local => local.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(step => Operand(step.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method =>
            [method.DeclaringType, .. method.GenericArguments, .. Signature(method.ElementMethod)],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
        [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints, (_, one) => one.ConstraintType);

    /// <summary>A list of payments is a list and a payment.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [Outermost(generic), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        _ => [Outermost(type)],
    };

    private static TypeReference Outermost(TypeReference type) =>
        type.DeclaringType is { } around ? Outermost(around) : type.GetElementType();
}
