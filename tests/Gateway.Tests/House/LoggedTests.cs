using CryptoPay.Gateway.Tests.Docs;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Logging;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace CryptoPay.Gateway.Tests.House;

/// <summary>
/// What is classified gets into no log line, read from what was compiled. The compiler itself refuses a message that is
/// handed a record with something classified in it (LOGGEN035); it does not see where a text comes from.
/// </summary>
public sealed class LoggedTests : IDisposable
{
    private readonly DefaultAssemblyResolver resolver = new();
    private readonly List<MethodDefinition> methods;

    public LoggedTests()
    {
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(ILogger).Assembly.Location));
        methods = [.. Product.Assemblies
            .Select(product => ModuleDefinition.ReadModule(product.Location, new() { AssemblyResolver = resolver }))
            .SelectMany(module => module.GetAllTypes()).SelectMany(type => type.Methods)];
    }

    // The body of a lambda and of an async method is a method by itself here.
    [Fact]
    public void Whoever_writes_a_line_reads_nothing_classified_unless_the_line_knows_that_it_is()
    {
        var writers = methods.Where(method => Called(method).Any(IsPlainMessage)).ToList();

        Assert.True(writers.Count > 40, $"Only {writers.Count} methods write lines.");
        string[] leaks =
        [
            .. from method in writers
               from read in Called(method)
               where IsClassified(read)
               select $"{method.FullName} writes a line and reads {read.DeclaringType.Name}.{read.Name}: do the one in "
                   + "a method that does not do the other, or classify the parameter of the message.",
        ];
        Assert.True(leaks.Length == 0, string.Join('\n', leaks));
    }

    [Fact]
    public void What_opens_or_tells_of_a_payment_is_classified()
    {
        string[] classified =
        [
            .. from method in methods
               where IsClassified(method)
               select $"{method.DeclaringType.Name}.{method.Name["get_".Length..]}",
        ];

        Assert.Superset(
            new HashSet<string>
            {
                "Sensitive.Value", "PaymentIntentView.PaymentUri", "PaymentIntentView.PaymentAddress",
                "PaymentIntentView.CheckoutUrl", "PaymentIntentView.LinkToken", "PaymentIntentView.ResumeCode",
                "CreatePaymentIntent.PosLabel", "RefundView.ClaimUrl", "BtcPayOptions.ApiKey",
            },
            new HashSet<string>(classified));
    }

    [Fact]
    public void Every_message_is_compiled_by_what_knows_classified_data() => Assert.Equal([],
        from method in methods
        where IsMessage(method) && !method.CustomAttributes.Any(attribute =>
            attribute.ConstructorArguments is [{ Value: "Microsoft.Gen.Logging" }, ..])
        select $"{method.FullName}: its project has no reference to Microsoft.Extensions.Telemetry.Abstractions");

    public void Dispose()
    {
        foreach (var module in methods.Select(method => method.Module).Distinct()) module.Dispose();
        resolver.Dispose();
    }

    private static IEnumerable<MethodDefinition> Called(MethodDefinition method) => method.HasBody
        ? method.Body.Instructions.Select(step => step.Operand).OfType<MethodReference>()
            .Where(called => called.DeclaringType.FullName.StartsWith("CryptoPay.", StringComparison.Ordinal))
            .Select(called => called.Resolve()).OfType<MethodDefinition>()
        : [];

    private static bool IsMessage(MethodDefinition method) =>
        method.CustomAttributes.Any(one => one.AttributeType.FullName == typeof(LoggerMessageAttribute).FullName);

    private static bool IsPlainMessage(MethodDefinition method) =>
        IsMessage(method) && !method.Parameters.Any(HasClass);

    private static bool IsClassified(MethodDefinition method) => method.IsGetter
        && (HasClass(method.DeclaringType)
            || method.DeclaringType.Properties.Any(one => one.GetMethod == method && HasClass(one)));

    private static bool HasClass(ICustomAttributeProvider provider) => provider.CustomAttributes.Any(one =>
        one.AttributeType.Resolve()?.BaseType?.FullName == typeof(DataClassificationAttribute).FullName);
}
