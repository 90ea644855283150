using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Faults;

namespace CryptoPay.Sandbox.Genesys.Faults;

/// <summary>Faults of Genesys Cloud alone: those of processors are switched elsewhere.</summary>
internal sealed class GenesysFaults(TimeProvider time, IHostApplicationLifetime lifetime)
{
    public FaultSwitch Switch { get; } = new(time, lifetime);
}

/// <summary>PUT sets the one fault, POST adds one, GET shows every one, DELETE clears them.</summary>
internal static class GenesysFaultEndpoints
{
    public static void MapGenesysFaults(this IEndpointRouteBuilder genesys)
    {
        genesys.MapGet("/faults", (GenesysFaults faults) => Show(faults));
        genesys.MapPut("/faults", (HttpRequest request, GenesysFaults faults) => Take(request, fault =>
        {
            faults.Switch.Clear();
            faults.Switch.Add(fault.AsFault());
        }));
        genesys.MapPost("/faults", (HttpRequest request, GenesysFaults faults) =>
            Take(request, fault => faults.Switch.Add(fault.AsFault())));
        genesys.MapDelete("/faults", (GenesysFaults faults) =>
        {
            faults.Switch.Clear();
            return Show(faults);
        });
    }

    private static IResult Show(GenesysFaults faults) => SandboxJson.Ok(faults.Switch.All.Select(GenesysFault.Of));

    private static Task<IResult> Take(HttpRequest request, Action<GenesysFault> take) =>
        SandboxJson.Take(request, fault => fault.Mistake(), take);
}
