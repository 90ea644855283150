namespace CryptoPay.Hosting.Alerts;

/// <summary>How alerts end, by the event that tells them. Others end when nothing was heard for two hours.</summary>
internal static class AlertEnds
{
    /// <summary>The event that says so, by the one that ends.</summary>
    private static readonly Dictionary<int, int> ByEvent =
        new()
        {
            [1008] = 1002,
            [1009] = 1003,
            [2007] = 2003,
            [2010] = 2009,
            [2012] = 2011,
            [1012] = 1011,
            [2015] = 2014,
            [2017] = 2016,
            [2021] = 2020,
            [3004] = 3001,
        };

    /// <summary>Logged once, however long it lasts: that no more is heard of it says nothing.</summary>
    private static readonly HashSet<int> Never = [1006, 2004];

    public static bool IsEnd(int eventId) => ByEvent.ContainsKey(eventId);

    /// <summary>Which event's alerts it ends.</summary>
    public static int EndedBy(int eventId) => ByEvent[eventId];

    public static bool IsBySilence(int eventId) => !ByEvent.ContainsValue(eventId) && !Never.Contains(eventId);
}
